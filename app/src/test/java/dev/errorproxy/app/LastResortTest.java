package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import org.junit.jupiter.api.Test;

class LastResortTest {

    @Test
    void namesTheFirstCauseAndItsPlaceInOneLine() {
        Throwable cause = new OutOfMemoryError("no room\nfor \u001b[2J more");

        assertThat(LastResort.line(new IllegalStateException("it broke", cause)))
                .startsWith("The proxy can't go on: java.lang.OutOfMemoryError: no room for [2J more (at ")
                .contains("LastResortTest.namesTheFirstCauseAndItsPlaceInOneLine");
    }

    @Test
    void doesWithoutAPlaceWhereThereIsNone() {
        Throwable bare = new OutOfMemoryError("no room");
        bare.setStackTrace(new StackTraceElement[0]);

        assertThat(LastResort.line(bare)).isEqualTo("The proxy can't go on: java.lang.OutOfMemoryError: no room.");
    }

    @Test
    void namesOneOfSeveralReasonsForWhichPartsCanNotBeMade() {
        try {
            Guice.createInjector(Stage.PRODUCTION, new Broken());
        } catch (CreationException e) {
            assertThat(LastResort.line(e))
                    .startsWith("The proxy can't go on: java.lang.OutOfMemoryError: no threads (at ")
                    .doesNotContain("Guice");
            return;
        }
        throw new AssertionError("It was made");
    }

    private static final class Broken extends AbstractModule {

        @Provides
        @Singleton
        Runnable runnable() {
            throw new OutOfMemoryError("no threads");
        }

        @Provides
        @Singleton
        Thread thread() {
            throw new OutOfMemoryError("no threads");
        }
    }
}
