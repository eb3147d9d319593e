package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Calls and providers as the tests write them. */
final class Calls {

    private Calls() {}

    /** Returns a call from a request line such as {@code GET /v1/models?key=k} and fields divided by semicolons. */
    static Call call(String request, String headers) {
        int target = request.indexOf(' ') + 1;
        int question = request.indexOf('?');
        int end = question < 0 ? request.length() : question;
        Optional<String> query = question < 0 ? Optional.empty() : Optional.of(request.substring(question + 1));
        return new Call(request.substring(0, target - 1), request.substring(target, end), query, headers(headers));
    }

    static Call post(String path) {
        return call("POST " + path, null);
    }

    static List<Provider> providers() {
        return ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    static Provider provider(String name) {
        return providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Header> headers(String text) {
        List<Header> headers = new ArrayList<>();
        if (text != null) {
            for (String field : text.split("; ")) {
                String[] parts = field.split(": ", 2);
                headers.add(new Header(parts[0], parts[1]));
            }
        }
        return headers;
    }
}
