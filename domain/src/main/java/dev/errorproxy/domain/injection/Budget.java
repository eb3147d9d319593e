package dev.errorproxy.domain.injection;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is left of an armed amount. Implementations are threadsafe. */
public sealed interface Budget {

    /** Returns whether the next call is meant to be hit, without spending anything but the draw. */
    boolean drawn();

    /** Spends one error; returns false where none is left. */
    boolean take();

    /** Returns what is left, in words; empty where nothing is. */
    Optional<String> left();

    /** A number of errors that is spent one by one. */
    final class Countdown implements Budget {

        private final AtomicInteger left;

        Countdown(int count) {
            left = new AtomicInteger(count);
        }

        @Override
        public boolean drawn() {
            return left.get() > 0;
        }

        @Override
        public boolean take() {
            return left.getAndUpdate(n -> n == 0 ? 0 : n - 1) > 0;
        }

        @Override
        public Optional<String> left() {
            // Read once: others spend meanwhile, and "0 remaining" is no mode.
            int now = left.get();
            return now == 0 ? Optional.empty() : Optional.of(now + " remaining");
        }
    }

    /**
     * A share of the calls, without end.
     *
     * <p>The n-th draw depends on the seed and on n alone, so that a seed repeats its draws whatever threads they come
     * from.
     */
    final class Lottery implements Budget {

        private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
        private static final double UNIT = 0x1.0p-53;

        private final Amount.Share share;
        private final long seed;
        private final AtomicLong draws = new AtomicLong();

        Lottery(Amount.Share share, long seed) {
            this.share = share;
            this.seed = seed;
        }

        @Override
        public boolean drawn() {
            long bits = mix(seed + draws.incrementAndGet() * GOLDEN_GAMMA);
            return (bits >>> 11) * UNIT < share.share();
        }

        /** Stafford's variant 13 of the MurmurHash3 finalizer, the output function of SplitMix64. */
        private static long mix(long z) {
            long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
            return b ^ (b >>> 31);
        }

        @Override
        public boolean take() {
            return true;
        }

        @Override
        public Optional<String> left() {
            return Optional.of(share + " of requests");
        }
    }
}
