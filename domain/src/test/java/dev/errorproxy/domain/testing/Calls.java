package dev.errorproxy.domain.testing;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds calls: {@code Calls.post("/v1/messages")}, {@code Calls.with(call, "x-api-key", "k")}. */
public final class Calls {

    private Calls() {}

    /** Returns an inference call. */
    public static Call post(String path) {
        return of("POST", path);
    }

    /** Returns a metadata call. */
    public static Call get(String path) {
        return of("GET", path);
    }

    /** Returns a call without query and headers. */
    public static Call of(String method, String path) {
        return new Call(method, path, Optional.empty(), List.of());
    }

    /** Returns the call with one more header field after the others. */
    public static Call with(Call call, String name, String value) {
        List<Header> headers = new ArrayList<>(call.headers());
        headers.add(new Header(name, value));
        return new Call(call.method(), call.path(), call.query(), headers);
    }

    /** Returns the call with that raw query. */
    public static Call asking(Call call, String query) {
        return new Call(call.method(), call.path(), Optional.of(query), call.headers());
    }
}
