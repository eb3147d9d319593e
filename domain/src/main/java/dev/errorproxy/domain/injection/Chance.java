package dev.errorproxy.domain.injection;

import java.time.Duration;

/**
 * Random numbers that depend on a seed and on their number in the row alone, so that a seed repeats them whatever threads
 * ask for them.
 *
 * @param seed which row
 */
record Chance(long seed) {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long ODD = 0xd1342543de82ef95L;
    private static final long DELAYS = 0x6a09e667f3bcc909L;
    private static final double UNIT = 0x1.0p-53;

    /** Returns the row of that name; the empty name's is this one. */
    Chance named(String name) {
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i)) + GOLDEN_GAMMA;
        }
        return new Chance(seed + hash);
    }

    /** Returns the n-th of further rows; the 0-th is this one. */
    Chance numbered(long n) {
        return new Chance(seed + n * ODD);
    }

    /** Returns whether the amount hits the n-th call. */
    boolean hits(Amount amount, long n) {
        return unit(seed, n) < amount.chance();
    }

    /** Returns how long the n-th call waits. */
    Duration length(Delay delay, long n) {
        return delay.length(unit(seed ^ DELAYS, n));
    }

    private static double unit(long seed, long n) {
        return (mix(seed + n * GOLDEN_GAMMA) >>> 11) * UNIT;
    }

    /** Stafford's variant 13 of the MurmurHash3 finalizer, the output function of SplitMix64. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
