package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Sequence;
import dev.errorproxy.domain.injection.Step;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.ProviderFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whose calls a fault will not strike, because the provider has no words for it. */
final class Unworded {

    /** A call in each of the dialects that there are: which of them a provider speaks, only the provider knows. */
    private static final List<Call> PROBES = List.of(
                    "/v1/chat/completions",
                    "/v1/responses",
                    "/v1/messages",
                    "/v1beta/models/model:streamGenerateContent",
                    "/serving-endpoints/model/invocations")
            .stream()
            .map(path -> new Call("POST", path, Optional.empty(), List.of(), new Inference(Optional.of("model"), true)))
            .toList();

    private Unworded() {}

    /** Returns a line for each fault of the sequence and each provider of the target that has no words for it. */
    static List<String> notes(Target target, Sequence sequence, Iterable<Provider> providers) {
        List<Fault> faults = sequence.steps().stream()
                .map(Step::fault)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<String> notes = new ArrayList<>();
        for (Provider provider : providers) {
            boolean meant = target.provider()
                    .filter(name -> !name.equals(provider.name()))
                    .isEmpty();
            faults.stream()
                    .filter(fault -> meant)
                    .flatMap(fault -> note(fault, provider).stream())
                    .forEach(notes::add);
        }
        return notes;
    }

    private static Optional<String> note(Fault fault, Provider provider) {
        try {
            boolean canStrike = PROBES.stream().anyMatch(call -> InjectionPolicy.canStrike(fault, provider, call));
            return canStrike
                    ? Optional.empty()
                    : Optional.of(
                            "Note: " + provider.name() + " can't word '" + fault.text() + "'; its calls will pass.");
        } catch (ProviderFailure e) {
            return Optional.of("Note: " + provider.name() + " fails at wording '" + fault.text() + "' (" + e.reason()
                    + "); its calls will be refused.");
        }
    }
}
