package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Kind;
import java.util.regex.Pattern;

/** What the built-in providers have in common beyond {@link Kind#usual}: token counting, in each dialect's path. */
final class Kinds {

    /**
     * The counting operations of Anthropic, OpenAI Responses and Gemini, told by the path's end: gateways serve them
     * below their own folders, while a Databricks endpoint of such a name ends in {@code /invocations}.
     */
    private static final Pattern TOKEN_COUNTING =
            Pattern.compile("(/messages/count_tokens|/responses/input_tokens|(:|%3[Aa])countTokens)/?$");

    private Kinds() {}

    /** Returns the kind of a call to a provider that serves only metadata below these folders. */
    static Kind of(Call call, String... metadataFolders) {
        for (String folder : metadataFolders) {
            if (call.isUnder(folder)) {
                return Kind.METADATA;
            }
        }
        return countsTokens(call.path()) ? Kind.METADATA : Kind.usual(call);
    }

    private static boolean countsTokens(String path) {
        // Few paths speak of tokens at all.
        return path.contains("okens") && TOKEN_COUNTING.matcher(path).find();
    }
}
