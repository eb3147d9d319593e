package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Route;
import java.util.Arrays;
import java.util.Optional;

/** What a policy decides about calls whose body nobody read. */
final class Decisions {

    private Decisions() {}

    static Ruling ruling(InjectionPolicy policy, Provider provider, Call call) {
        return policy.decide(route(provider, call), new byte[0]);
    }

    static Route route(Provider provider, Call call) {
        return new Route(provider, call, provider.upstream());
    }

    static Action action(InjectionPolicy policy, Provider provider, Call call) {
        return ruling(policy, provider, call).action();
    }

    /** Returns the kind of error that the call meets. */
    static Optional<ErrorMode> mode(InjectionPolicy policy, Provider provider, Call call) {
        return mode(action(policy, provider, call));
    }

    static Optional<ErrorMode> mode(Action action) {
        return action.fault()
                .map(Fault::word)
                .flatMap(word -> Arrays.stream(ErrorMode.values())
                        .filter(mode -> mode.word().equals(word))
                        .findFirst());
    }
}
