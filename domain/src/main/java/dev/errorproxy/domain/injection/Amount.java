package dev.errorproxy.domain.injection;

import java.math.BigDecimal;
import java.util.OptionalInt;

/** How much of the traffic an armed fault hits. */
public sealed interface Amount {

    /** Once. */
    Amount ONCE = new Times(1);

    /** Every call. */
    Amount ALL = new Share(1.0);

    /** Returns how many calls it hits; empty where it has no end. */
    OptionalInt times();

    /** Returns the probability that it hits a call, above 0 and at most 1. */
    double chance();

    /** Returns the amount as the command language writes it; empty for once. */
    String text();

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
        public OptionalInt times() {
            return OptionalInt.of(count);
        }

        @Override
        public double chance() {
            return 1;
        }

        @Override
        public String text() {
            return count == 1 ? "" : String.valueOf(count);
        }
    }

    /**
     * That share of the calls, each drawn by itself, without end.
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
        public OptionalInt times() {
            return OptionalInt.empty();
        }

        @Override
        public double chance() {
            return share;
        }

        @Override
        public String text() {
            return share == 1 ? "*" : toString();
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
