package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One of Google's quotas, as the 429 of the Gemini API names it; it tells the waiting time in the body alone.
 *
 * <p>Bodies as in gemini-cli (#4231), mcp-server-browserbase (#129) and, for a day's quota, OmniRoute (#9504).
 *
 * @param metric what is counted
 * @param id the quota's id, which says per what and for whom
 * @param limit how much of it there is
 */
record GoogleQuota(String metric, String id, long limit) {

    private static final String METRIC = "generativelanguage.googleapis.com/generate_content_free_tier_";
    private static final String GUIDE = "https://ai.google.dev/gemini-api/docs/rate-limits";

    static GoogleQuota tokensPerMinute(long limit) {
        return new GoogleQuota(
                METRIC + "input_token_count", "GenerateContentInputTokensPerModelPerMinute-FreeTier", limit);
    }

    static GoogleQuota requestsPerMinute(long limit) {
        return new GoogleQuota(METRIC + "requests", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", limit);
    }

    static GoogleQuota requestsPerDay(long limit) {
        return new GoogleQuota(METRIC + "requests", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", limit);
    }

    String message(Optional<String> model, Wait wait) {
        return "You exceeded your current quota, please check your plan and billing details. For more information on this"
                + " error, head to: " + GUIDE + ". To monitor your current usage, head to:"
                + " https://ai.dev/rate-limit. \n* Quota exceeded for metric: " + metric + ", limit: " + limit
                + model.map(name -> ", model: " + name).orElse("") + wait.phrase("\nPlease retry in ", ".");
    }

    void addDetails(ObjectNode error, Optional<String> model, Wait wait) {
        ArrayNode details = error.putArray("details");
        ObjectNode violation = GoogleErrors.detail(details, "QuotaFailure")
                .putArray("violations")
                .addObject()
                .put("quotaMetric", metric)
                .put("quotaId", id);
        ObjectNode dimensions = violation.putObject("quotaDimensions").put("location", "global");
        model.ifPresent(name -> dimensions.put("model", name));
        violation.put("quotaValue", Long.toString(limit));
        GoogleErrors.detail(details, "Help")
                .putArray("links")
                .addObject()
                .put("description", "Learn more about Gemini API quotas")
                .put("url", GUIDE);
        if (wait.isTold()) {
            GoogleErrors.detail(details, "RetryInfo").put("retryDelay", Durations.seconds(wait.time()));
        }
    }
}
