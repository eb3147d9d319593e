package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Errors within a 200 that come as the first and only event of a stream where one is asked for. */
final class Streamed {

    static final StreamSoFar NOTHING = new StreamSoFar(false, 0, Optional.empty(), Optional.empty());

    private Streamed() {}

    static Reply within200(Flavour flavour, Draft error, Call call) {
        if (!call.inference().streaming()) {
            return error.reply(200);
        }
        List<String> forms = flavour.forms();
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "text/event-stream; charset=utf-8"));
        headers.add(new Header("Cache-Control", "no-cache"));
        headers.addAll(error.headers());
        return new Reply(200, headers, flavour.frame(error, forms.isEmpty() ? "" : forms.get(0), call, NOTHING));
    }
}
