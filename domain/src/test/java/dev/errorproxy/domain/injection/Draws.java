package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.BitSet;

/** Which of so many calls a policy hits, and what statisticians say to that: mean 0 and deviation 1 if it is chance. */
record Draws(BitSet hits, int calls, double share) {

    private static final StubProvider PROVIDER = StubProvider.named("stub");
    private static final Call INFERENCE = Calls.post("/v1/chat/completions");

    static InjectionPolicy policy(long seed, double share) {
        InjectionPolicy policy = new InjectionPolicy(seed);
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Share(share));
        return policy;
    }

    static boolean hit(InjectionPolicy policy) {
        return Decisions.mode(policy, PROVIDER, INFERENCE).isPresent();
    }

    /** Returns the first draws of a seed. */
    static Draws of(long seed, double share, int calls) {
        InjectionPolicy policy = policy(seed, share);
        BitSet hits = new BitSet(calls);
        for (int i = 0; i < calls; i++) {
            hits.set(i, hit(policy));
        }
        return new Draws(hits, calls, share);
    }

    int count() {
        return hits.cardinality();
    }

    /** Returns how far the number of hits is from the share. */
    double excess() {
        return (count() - calls * share) / Math.sqrt(calls * share * (1 - share));
    }

    /** Returns how far the number of runs is from chance (Wald and Wolfowitz): clusters make it negative. */
    double runs() {
        int runs = 1;
        for (int i = 1; i < calls; i++) {
            runs += hits.get(i) == hits.get(i - 1) ? 0 : 1;
        }
        double product = 2.0 * count() * (calls - count());
        double mean = product / calls + 1;
        return (runs - mean) / Math.sqrt(product * (product - calls) / calls / calls / (calls - 1));
    }

    /** Returns how much these draws are alike to others. */
    double correlation(Draws other) {
        BitSet both = (BitSet) hits.clone();
        both.and(other.hits);
        // Counted around the true share, so that the hits of both are independent sums with a known deviation.
        double covariance = both.cardinality() - share * count() - share * other.count() + calls * share * share;
        return covariance / (share * (1 - share) * Math.sqrt(calls));
    }

    /** Returns these draws from the n-th to the end, in a circle. */
    Draws from(int n) {
        BitSet turned = hits.get(n, calls);
        for (int i = 0; i < n; i++) {
            turned.set(calls - n + i, hits.get(i));
        }
        return new Draws(turned, calls, share);
    }
}
