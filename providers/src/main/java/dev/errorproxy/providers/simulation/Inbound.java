package dev.errorproxy.providers.simulation;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import java.util.List;
import java.util.Optional;

/**
 * A request as an operation is handed it; the body is not to be changed.
 *
 * @param call the request's head
 * @param names the names in its path, percent-decoded
 * @param body the body without its content encoding, empty where there is none or none that can be decoded
 * @param replyTokens how many tokens an answer has at most, at least 1
 * @param fields the header fields of a good answer
 */
public record Inbound(Call call, List<String> names, byte[] body, int replyTokens, List<Header> fields) {

    /** Returns the first name in the path, where there is one. */
    Optional<String> name() {
        return names.stream().findFirst();
    }
}
