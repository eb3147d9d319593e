package dev.errorproxy.domain.injection;

import java.math.BigDecimal;

/** How much of the traffic an armed error hits. */
public sealed interface Amount {

    /** Once. */
    Amount ONCE = new Times(1);

    /** Every call. */
    Amount ALL = new Share(1.0);

    /** Returns a fresh count-down for this amount, drawing with that seed. */
    Budget budget(long seed);

    /**
     * So many calls in a row, then none.
     *
     * @param count at least 1
     */
    record Times(int count) implements Amount {

        public Times {
            if (count < 1) {
                throw new IllegalArgumentException("count is " + count + ", not at least 1");
            }
        }

        @Override
        public Budget budget(long seed) {
            return new Budget.Countdown(count);
        }
    }

    /**
     * That share of the calls, each drawn by itself, until something else is armed.
     *
     * @param share above 0, at most 1
     */
    record Share(double share) implements Amount {

        public Share {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share is " + share + ", not above 0 and at most 1");
            }
        }

        @Override
        public Budget budget(long seed) {
            return new Budget.Lottery(this, seed);
        }

        /** Returns the share as a percentage, such as {@code 30%} or {@code 0.5%}. */
        @Override
        public String toString() {
            return BigDecimal.valueOf(share)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString()
                    + "%";
        }
    }
}
