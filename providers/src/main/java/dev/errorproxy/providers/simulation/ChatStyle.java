package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.providers.wire.Ids;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What tells one provider's chat completions from another's.
 *
 * @param ids draws an answer's id
 * @param upstream the provider that a router says to have asked; present for OpenRouter alone, whose streams also begin
 *     with comments and end with a usage chunk, asked for or not
 */
public record ChatStyle(Supplier<String> ids, Optional<String> upstream) {

    /** OpenAI's own. */
    public static final ChatStyle OPENAI = new ChatStyle(() -> "chatcmpl-" + Ids.base58(29), Optional.empty());

    public ChatStyle {
        requireNonNull(ids, "ids is null");
        requireNonNull(upstream, "upstream is null");
    }
}
