package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import java.util.List;
import java.util.Optional;

/** The errors of a provider, in its words. */
interface Errors {

    /**
     * Returns the error; empty where the provider never gives it, or gives it in the way of an answer. That of
     * {@link ErrorMode#OK_ERROR} is the error within the 200.
     */
    Optional<Draft> error(ErrorMode mode, Call call, Wait wait);

    /** Returns the rate limit error with these figures; empty where the standing does not say which limit is broken. */
    Optional<Draft> limited(Standing standing, Call call, Wait wait);

    /** Returns the context length error with these figures. */
    Draft tooLong(long tokens, long window, Call call);

    /** Returns the header fields by which the provider tells how a client stands. */
    List<Header> standing(Standing standing, Wait wait);

    /** Returns the header fields of a good answer, of which ids are new for each. */
    List<Header> fields();

    /** Returns the proxy's own message; without the provider's ids and counters, which only the provider may give. */
    Reply proxyError(int status, String message);

    /** Returns what the simulated provider refuses a call with. */
    Reply refusal(Refusal refusal);

    /** Returns which of its codes a dialect gives a message of the proxy: for a bad request, a silent or a missing upstream. */
    static String proxyCode(int status, String badRequest, String timeout, String unreachable) {
        return switch (status) {
            case 400 -> badRequest;
            case 504 -> timeout;
            default -> unreachable;
        };
    }
}
