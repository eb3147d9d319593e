package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Counts the tokens of a request's texts.
 *
 * <p>What counts is what people, models and tools have written: messages, instructions, the arguments and results of
 * tool calls, definitions of tools. Pictures and what providers add around each message do not. Of a request with more
 * than a million characters the first million is counted and the rest in proportion, so that 30 MB take no longer than
 * 1 MB.
 */
final class Meter {

    private static final int COUNTED = 1_000_000;

    private static final List<String> TEXTS = List.of(
            "text",
            "content",
            "refusal",
            "thinking",
            "summary",
            "name",
            "arguments",
            "output",
            "function",
            "tool_calls",
            "parts",
            "functionCall",
            "functionResponse");

    /** Members that hold any JSON, which models read as text. */
    private static final List<String> VALUES = List.of("input", "args", "response");

    private final Tokenizer tokenizer;
    private long counted;
    private long skipped;
    private long tokens;

    Meter(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Adds the texts of a message, a part of one, a list of them, or a plain string; anything else adds nothing. */
    void add(JsonNode node) {
        if (node.isTextual()) {
            add(node.textValue());
        } else if (node.isArray()) {
            node.forEach(this::add);
        } else if (node.isObject()) {
            TEXTS.forEach(name -> add(node.path(name)));
            VALUES.forEach(name -> addValue(node.path(name)));
        }
    }

    /** Adds a JSON value as models are given it: as text, and none at all where there is none. */
    void addValue(JsonNode node) {
        if (node.isTextual()) {
            add(node.textValue());
        } else if (node.isContainerNode() && !node.isEmpty()) {
            add(node.toString());
        }
    }

    void add(String text) {
        int end = (int) Math.min(text.length(), COUNTED - counted);
        if (end > 0 && end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        tokens += tokenizer.count(text.substring(0, end));
        counted += end;
        skipped += text.length() - end;
    }

    int tokens() {
        long estimated = counted == 0 ? 0 : skipped * tokens / counted;
        return (int) Math.min(Integer.MAX_VALUE, tokens + estimated);
    }
}
