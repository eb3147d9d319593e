package dev.errorproxy.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client has done, with all going well and with each error.
 *
 * @param told what the provider answers, as a program without the library gets it
 * @param answer what the client returns for it
 * @param requests how many requests the client sends for it
 * @param behaviours what the client makes of each error
 * @param streams what it makes of each fault in a stream; empty for a client that does not stream
 */
record Observation(
        Answer told,
        Answer answer,
        int requests,
        Map<Fault, Behaviour> behaviours,
        Map<StreamFault, StreamBehaviour> streams) {

    /** Observes a client before a proxy of its own, so that every request is either this client's or {@link Plain}. */
    static Observation of(Form form) {
        try (ProxyProcess proxy = ProxyProcess.start()) {
            Answer told = form.protocol()
                    .answer(Plain.ask(proxy.address(), form.protocol()).json());
            Answer answer = form.ask(Setup.usual(proxy.address()));
            Map<Fault, Failure> failures = new EnumMap<>(Fault.class);
            for (Fault fault : Fault.values()) {
                proxy.mode(fault.always());
                failures.put(fault, Failure.of(form, proxy));
            }
            Map<StreamFault, String> outcomes = form.streams() ? outcomes(form, proxy, answer) : Map.of();
            List<LoggedRequest> log = proxy.requestsInAll();
            Map<Fault, Behaviour> behaviours = new EnumMap<>(Fault.class);
            failures.forEach((fault, failure) -> behaviours.put(fault, failure.with(clients(log, fault.name()))));
            Map<StreamFault, StreamBehaviour> streams = new EnumMap<>(StreamFault.class);
            outcomes.forEach((fault, outcome) -> streams.put(fault, new StreamBehaviour(outcome, struck(log, fault))));
            return new Observation(told, answer, clients(log, "").size(), behaviours, streams);
        }
    }

    private static Map<StreamFault, String> outcomes(Form form, ProxyProcess proxy, Answer usual) {
        Map<StreamFault, String> outcomes = new EnumMap<>(StreamFault.class);
        for (StreamFault fault : StreamFault.values()) {
            proxy.mode(fault.always());
            outcomes.put(fault, StreamBehaviour.outcome(form, fault.setup(proxy.address()), usual));
        }
        return outcomes;
    }

    private static int struck(List<LoggedRequest> log, StreamFault fault) {
        return (int) log.stream()
                .filter(request -> request.error().equals(fault.name()) && request.hit())
                .count();
    }

    /** Returns when the client's requests came that met an error; the first of all that met it was not the client's. */
    private static List<Instant> clients(List<LoggedRequest> log, String error) {
        return log.stream()
                .filter(request -> request.error().equals(error))
                .skip(1)
                .map(LoggedRequest::arrived)
                .toList();
    }

    /** What is seen of an error at the client's side. */
    private record Failure(Optional<Duration> delay, Optional<Throwable> thrown) {

        static Failure of(Form form, ProxyProcess proxy) {
            Optional<Duration> delay =
                    Plain.ask(proxy.address(), form.protocol()).delay();
            try {
                form.ask(Setup.usual(proxy.address()));
                return new Failure(delay, Optional.empty());
            } catch (RuntimeException e) {
                return new Failure(delay, Optional.of(e));
            }
        }

        Behaviour with(List<Instant> requests) {
            return Behaviour.of(thrown, delay, requests);
        }
    }
}
