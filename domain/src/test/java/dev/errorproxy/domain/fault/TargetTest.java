package dev.errorproxy.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.command.Command;
import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final StubProvider OPENAI = StubProvider.named("openai");
    private static final Call CHAT = Calls.post("/v1/chat/completions");

    @ParameterizedTest
    @CsvSource({
        "'', gpt-5, false, true",
        "@openai, gpt-5, false, true",
        "@anthropic, gpt-5, false, false",
        "@openai/gpt-5*, gpt-5-mini, false, true",
        "@openai/gpt-5*, gpt-4o, false, false",
        "@anthropic/gpt-5*, gpt-5, false, false",
        "@*/gpt-5*, gpt-5, false, true",
        "@*/openai/*, openai/gpt-4o, false, true",
        "@*/org/m, org%2Fm, false, true",
        "@*/org%2Fm, org%2Fm, false, true",
        "@/v1/chat/completions, gpt-5, false, true",
        "@/v1/chat/*, gpt-5, false, true",
        "@/v1/responses, gpt-5, false, false",
        "@/v1/chat, gpt-5, false, false",
        "@stream, gpt-5, true, true",
        "@stream, gpt-5, false, false",
        "@nostream, gpt-5, false, true",
        "@nostream, gpt-5, true, false",
        "@openai@stream, gpt-5, true, true",
        "@openai @stream, gpt-5, false, false",
        "@OpenAI @STREAM, gpt-5, true, true",
        "@*, gpt-5, false, true"
    })
    void meansTheCallsThatItNames(String target, String model, boolean streaming, boolean meant) {
        Call call = CHAT.withInference(new Inference(Optional.of(model), streaming));
        assertThat(target(target).matches(OPENAI, call)).isEqualTo(meant);
    }

    @Test
    void aPathIsMeantAsItCameOrWithoutItsEncoding() {
        Call call = Calls.post("/model/a%2Fb%20c%zz");
        assertThat(target("@/model/a%2Fb%20c%zz").matches(OPENAI, call)).isTrue();
        assertThat(target("@\"/model/a/b c%zz\"").matches(OPENAI, call)).isTrue();
        assertThat(target("@/model/a").matches(OPENAI, call)).isFalse();
    }

    @Test
    void whatNobodyKnowsIsNotMeant() {
        assertThat(target("@*/gpt*").matches(OPENAI, CHAT)).isFalse();
        assertThat(target("@stream").matches(OPENAI, CHAT)).isFalse();
        assertThat(target("@nostream").matches(OPENAI, CHAT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer sk-proj-1a2B",
        "authorization, bearer 1a2B",
        "x-api-key, sk-ant-1a2B",
        "api-key, 1a2B",
        "X-Goog-Api-Key, AIza1a2B"
    })
    void aKeyIsFoundInWhateverHeaderItComes(String name, String value) {
        Target target = target("@key=...1a2B");
        assertThat(target.matches(OPENAI, Calls.with(CHAT, name, value))).isTrue();
        assertThat(target.matches(OPENAI, Calls.with(CHAT, name, value + "3"))).isFalse();
        assertThat(target("@key=1a2b").matches(OPENAI, Calls.with(CHAT, name, value)))
                .isFalse();
        assertThat(target.matches(OPENAI, CHAT)).isFalse();
    }

    @Test
    void aKeyIsFoundInTheQuery() {
        assertThat(target("@key=1a2B").matches(OPENAI, Calls.asking(CHAT, "alt=sse&key=AIza1a2B")))
                .isTrue();
        assertThat(target("@key=1a2B").matches(OPENAI, Calls.asking(CHAT, "apikey=AIza1a2B&key")))
                .isFalse();
    }

    @Test
    void theHeadAloneRulesOutProviderPathAndKey() {
        assertThat(target("@openai/gpt-5@stream").mayMatch(OPENAI, CHAT)).isTrue();
        assertThat(target("@anthropic").mayMatch(OPENAI, CHAT)).isFalse();
        assertThat(target("@/v1/x").mayMatch(OPENAI, CHAT)).isFalse();
        assertThat(target("@key=abcd").mayMatch(OPENAI, CHAT)).isFalse();
    }

    @Test
    void theMostSpecificComesFirst() {
        List<String> ordered = List.of(
                "@key=...abcd@/v1/x",
                "@key=...abcd",
                "@openai/gpt-5@/v1/responses@stream",
                "@/v1/responses",
                "@/v1/resp*onses",
                "@/v1/resp*",
                "@/v1/*",
                "@openai/gpt-5-mini",
                "@openai/gpt-5",
                "@openai/gpt-5*",
                "@openai/gpt*",
                "@*/gpt-5-mini",
                "@openai@stream",
                "@openai",
                "@stream",
                "");
        List<Target> shuffled =
                new ArrayList<>(ordered.stream().map(TargetTest::target).toList());
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(shuffled, random);
            shuffled.sort(Target.MOST_SPECIFIC_FIRST);
            assertThat(shuffled)
                    .containsExactlyElementsOf(
                            ordered.stream().map(TargetTest::target).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"@*", "@*/*", "@*/**"})
    void whatMeansEverythingIsEveryCall(String target) {
        assertThat(target(target)).isEqualTo(Target.ALL);
    }

    private static Target target(String text) {
        try {
            return ((Command.Arm) CommandParser.parse("r " + text)).target();
        } catch (CommandException e) {
            throw new AssertionError(e);
        }
    }
}
