package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import java.util.Optional;

/**
 * Why a simulated provider refuses a call, before a provider has worded it.
 *
 * @param kind what is wrong
 * @param message what is said to a person
 * @param param the part of the request that is wrong, where the dialect names it
 * @param code the dialect's own code, where there is one
 */
public record Refusal(Kind kind, String message, Optional<String> param, Optional<String> code) {

    /** What is wrong, and the HTTP status that most providers give it. */
    public enum Kind {
        /** The body is not what the operation takes. */
        BAD_REQUEST(400),
        /** The call has no key. */
        NO_KEY(401),
        /** The provider has no such model. */
        NO_MODEL(404),
        /** The provider has nothing at that path. */
        NO_PATH(404),
        /** There is something at that path, but not for this HTTP method. */
        NO_METHOD(405),
        /** The simulator itself is at fault. */
        FAILED(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    private static final int SHOWN = 200;

    public Refusal {
        requireNonNull(kind, "kind is null");
        requireNonNull(message, "message is null");
        requireNonNull(param, "param is null");
        requireNonNull(code, "code is null");
    }

    /** Returns a refusal that names neither a parameter nor a code. */
    public static Refusal of(Kind kind, String message) {
        return new Refusal(kind, message, Optional.empty(), Optional.empty());
    }

    static Refusal noPath(Call call) {
        return of(Kind.NO_PATH, "Invalid URL (" + shown(call.method()) + " " + shown(call.path()) + ")");
    }

    static Refusal noMethod(Call call) {
        String message = "Not allowed to " + shown(call.method()) + " on " + shown(call.path()) + ".";
        return new Refusal(Kind.NO_METHOD, message, Optional.empty(), Optional.of("method_not_supported"));
    }

    static Refusal noKey() {
        return of(Kind.NO_KEY, "No API key was provided.");
    }

    static Refusal failed() {
        return of(Kind.FAILED, "The simulated provider failed on this request.");
    }

    /** Returns what a refusal may repeat of a request: not more than some characters of it. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
