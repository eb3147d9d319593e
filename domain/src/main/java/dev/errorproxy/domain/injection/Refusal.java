package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;

/**
 * The refusal of a connection as soon as it is accepted, before anything is known of the calls that it would carry.
 *
 * @param fault what was armed
 * @param claim whom to tell whether it was refused
 */
public record Refusal(Fault fault, Claim claim) {

    public Refusal {
        requireNonNull(fault, "fault is null");
        requireNonNull(claim, "claim is null");
    }
}
