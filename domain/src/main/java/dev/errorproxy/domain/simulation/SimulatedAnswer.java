package dev.errorproxy.domain.simulation;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.util.List;

/**
 * What a simulated provider answers.
 *
 * @param status the HTTP status, 200 to 599
 * @param headers the header fields in the order to be sent, {@code Content-Type} among them, {@code Content-Length} not
 * @param streamed whether the head goes out at once and the pieces one by one; otherwise all goes out together
 * @param pieces the body in pieces, each sent as UTF-8
 */
public record SimulatedAnswer(int status, List<Header> headers, boolean streamed, List<Piece> pieces) {

    public SimulatedAnswer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status is " + status + ", not within 200 to 599");
        }
        headers = List.copyOf(headers);
        pieces = List.copyOf(pieces);
    }

    /**
     * Returns a reply as an answer in one piece.
     *
     * @param tokens how many tokens the model has to generate for it; 0 for errors and look-ups
     */
    public static SimulatedAnswer of(Reply reply, int tokens) {
        return new SimulatedAnswer(reply.status(), reply.headers(), false, List.of(new Piece(reply.body(), tokens)));
    }

    /**
     * A piece of the body, such as one event of a stream.
     *
     * @param text what is sent
     * @param tokens how many tokens the model has to generate before it can be sent; 0 for what only frames
     */
    public record Piece(String text, int tokens) {

        public Piece {
            requireNonNull(text, "text is null");
            if (tokens < 0) {
                throw new IllegalArgumentException("tokens is " + tokens + ", not at least 0");
            }
        }
    }
}
