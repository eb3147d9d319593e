package dev.errorproxy.clients;

import java.util.Map;

/** The client libraries, by the name under which they are known. */
enum Library {
    OPENAI_JAVA("openai-java", Map.of(), ""),
    ANTHROPIC_JAVA("anthropic-java", Map.of(), ""),
    GOOGLE_GENAI("google-genai", Map.of(), "waits 0.1 s instead of about 1, 2, 4 and 8 s (`HttpRetryOptions`)"),
    LANGCHAIN4J("langchain4j", Map.of("stop", "STOP", "completed", "STOP", "STOP", "STOP", "max_tokens", "LENGTH"), ""),
    SPRING_AI(
            "spring-ai",
            Map.of("stop", "STOP"),
            "waits 0.1 s instead of 2 s to 3 min (`RetryUtils.SHORT_RETRY_TEMPLATE`)");

    private final String name;
    private final Map<String, String> finishes;
    private final String note;

    Library(String name, Map<String, String> finishes, String note) {
        this.name = name;
        this.finishes = finishes;
        this.note = note;
    }

    /** Returns name and version. */
    String title() {
        return name + " " + System.getProperty(name + ".version");
    }

    /** Returns how the library says the reason for which a provider ends an answer. */
    String finish(String provider) {
        return finishes.getOrDefault(provider, provider);
    }

    /** Returns what its retries are told, empty where they are left to the library's defaults. */
    String note() {
        return note;
    }
}
