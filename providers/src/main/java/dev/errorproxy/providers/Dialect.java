package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;

/** One way to word errors on the wire; a provider speaks one or several of them, chosen by path. */
interface Dialect {

    /** Returns the error that the operator asked for. */
    default Reply error(ErrorMode mode, Call call) {
        return switch (mode) {
            case CONTEXT_LENGTH -> contextLength(call);
            case RATE_LIMIT -> rateLimit(call);
            case SERVER_ERROR -> serverError(call);
        };
    }

    Reply contextLength(Call call);

    Reply rateLimit(Call call);

    Reply serverError(Call call);

    /** Returns the proxy's own message; without the provider's ids and counters, which only the provider may give. */
    Reply proxyError(int status, String message);

    /** Returns what the simulated provider refuses a call with. */
    Reply refusal(Refusal refusal);

    /** Returns whether a proxy error's status says that the upstream was silent, rather than out of reach. */
    static boolean isTimeout(int status) {
        return status == 504;
    }
}
