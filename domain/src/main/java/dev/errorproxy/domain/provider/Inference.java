package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a call asks of a model, as its body or its path says.
 *
 * @param model the model's name as the client wrote it; empty where none is named or the body was not read
 * @param streaming whether the answer is asked for as a stream
 */
public record Inference(Optional<String> model, boolean streaming) {

    /** Nothing is known: the body was not read, or says nothing that can be read. */
    public static final Inference UNKNOWN = new Inference(Optional.empty(), false);

    public Inference {
        requireNonNull(model, "model is null");
    }
}
