package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;

class WholeBodyTest {

    @Test
    void givesBackTheLastPieceOfABodyThatBrokeOff() {
        AtomicInteger released = new AtomicInteger();
        Content.Source source = mock(Content.Source.class);
        when(source.read())
                .thenReturn(Content.Chunk.from(ByteBuffer.allocate(1), true, (Runnable) released::incrementAndGet));
        assertThat(Content.Chunk.isFailure(new WholeBody(source, () -> true).read()))
                .isTrue();
        assertThat(released).hasValue(1);
    }
}
