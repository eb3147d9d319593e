package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.Standing.Limited;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The two buckets of one key and model. This class is threadsafe. */
final class Pair {

    private static final long MILLISECOND = 1000;
    private static final int MOST_TOLD = 16;

    /**
     * What became of a call.
     *
     * @param standing how the client stands after it
     * @param early whether it was refused before the time that the client had been told
     */
    record Answer(Standing standing, boolean early) {}

    private final Optional<TokenBucket> requests;
    private final Optional<TokenBucket> tokens;
    /** When calls of so many tokens were told to come back, the latest told last: by these a call is known again. */
    private final Map<Long, Long> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_TOLD;
        }
    };

    Pair(OptionalLong rpm, OptionalLong tpm, long now) {
        requests = rpm.isPresent() ? Optional.of(new TokenBucket(rpm.getAsLong(), now)) : Optional.empty();
        tokens = tpm.isPresent() ? Optional.of(new TokenBucket(tpm.getAsLong(), now)) : Optional.empty();
    }

    /** Takes one request and its tokens, or nothing; times are microseconds. */
    synchronized Answer ask(long amount, long now) {
        requests.ifPresent(bucket -> bucket.fill(now));
        tokens.ifPresent(bucket -> bucket.fill(now));
        long requestsIn = until(requests, 1);
        long tokensIn = until(tokens, amount);
        if (requestsIn == 0 && tokensIn == 0) {
            requests.ifPresent(bucket -> bucket.take(1));
            tokens.ifPresent(bucket -> bucket.take(amount));
            return new Answer(standing(amount, Optional.empty(), 0), false);
        }
        long milliseconds = (Math.max(requestsIn, tokensIn) + MILLISECOND - 1) / MILLISECOND;
        Long before = told.remove(amount);
        boolean early = before != null && now < before;
        told.put(amount, now + milliseconds * MILLISECOND);
        Limited exceeded = requestsIn >= tokensIn ? Limited.REQUESTS : Limited.TOKENS;
        return new Answer(standing(amount, Optional.of(exceeded), milliseconds), early);
    }

    private static long until(Optional<TokenBucket> bucket, long amount) {
        return bucket.isPresent() ? bucket.get().until(amount) : 0;
    }

    private Standing standing(long amount, Optional<Limited> exceeded, long milliseconds) {
        return new Standing(
                requests.map(TokenBucket::allowance),
                tokens.map(TokenBucket::allowance),
                tokens.isPresent() ? amount : 0,
                exceeded,
                Duration.ofMillis(milliseconds));
    }
}
