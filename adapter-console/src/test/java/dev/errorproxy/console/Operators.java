package dev.errorproxy.console;

import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.command.Operator;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.routing.Router;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators of a proxy that has handled no request yet. */
final class Operators {

    static final String NO_ERROR = "Current mode: No error (pass through)";
    static final String NO_REQUESTS = "Requests handled: 0";

    private Operators() {}

    static Operator fresh() {
        InjectionPolicy policy = new InjectionPolicy(1);
        return new Operator(
                policy,
                new Interceptor(new Router(List.of(new Anybody()), "anybody", Map.of()), policy, CommandParser::own));
    }

    static String mode(Operator operator) {
        return operator.status().get(0);
    }

    private static final class Anybody implements Provider {

        @Override
        public String name() {
            return "anybody";
        }

        @Override
        public Optional<URI> upstream() {
            return Optional.empty();
        }

        @Override
        public Match match(Call call) {
            return Match.NONE;
        }

        @Override
        public Optional<Reply> error(ErrorMode mode, Call call) {
            return Optional.of(Reply.json(500, mode.name()));
        }
    }
}
