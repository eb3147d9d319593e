package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a provider does in its own way, whatever dialect it speaks.
 *
 * @param key whether the call brings a key
 * @param refusals the provider's wording of a refusal
 * @param fields the header fields of every good answer to a call, besides {@code Content-Type}
 */
public record House(
        Predicate<Call> key, BiFunction<Refusal, Call, Reply> refusals, Function<Call, List<Header>> fields) {

    public House {
        requireNonNull(key, "key is null");
        requireNonNull(refusals, "refusals is null");
        requireNonNull(fields, "fields is null");
    }

    /** Returns whether the call has a bearer token. */
    public static boolean bearer(Call call) {
        return call.bearer().filter(token -> !token.isEmpty()).isPresent();
    }

    /** Returns whether the call has a field of that name that is not empty. */
    public static boolean hasValue(Call call, String field) {
        return call.header(field).filter(value -> !value.isBlank()).isPresent();
    }
}
