package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Provider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Providers at a noon that stands still, and their words without what is new each time. */
final class Dated {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private Dated() {}

    static Provider provider(String name) {
        return switch (name) {
            case "openai" -> new OpenAi(CLOCK);
            case "anthropic" -> new Anthropic(CLOCK);
            case "google" -> new Google(CLOCK);
            case "openrouter" -> new OpenRouter(CLOCK);
            case "tetrate" -> new Tetrate(CLOCK);
            case "databricks" -> new Databricks(CLOCK);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Returns the text with each random id replaced by its kind. */
    static String withoutIds(String text) {
        // The longer ones first: one in a thousand begins like a shorter one.
        return text.replaceAll("(resp_|msg_)[0-9a-f]{48}", "$1ID")
                .replaceAll("(req_011C|msg_01|chatcmpl-|gen-\\d+-)[1-9A-HJ-NP-Za-km-z]{20,29}", "$1ID")
                .replaceAll("\"responseId\":\"\\w{22}\"", "\"responseId\":\"ID\"");
    }
}
