package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Wording;
import java.util.ArrayList;
import java.util.List;

/**
 * An error that is worded, but not yet written; its body belongs to it alone.
 *
 * @param status the HTTP status
 * @param contentType the media type of its body when it is an answer of its own
 * @param headers the further header fields
 * @param body the body
 * @param places where its body has what can be overruled
 * @param listed whether it stands in an array of one when it is an answer of its own
 */
record Draft(int status, String contentType, List<Header> headers, ObjectNode body, Places places, boolean listed) {

    static final String JSON = "application/json";

    /** Returns an error whose body is plain JSON. */
    static Draft of(int status, ObjectNode body, Places places, List<Header> headers) {
        return new Draft(status, JSON, headers, body, places, false);
    }

    Draft overruled(Wording wording) {
        if (wording.equals(Wording.USUAL)) {
            return this;
        }
        ObjectNode changed = body.deepCopy();
        places.overrule(changed, wording);
        return new Draft(wording.status().orElse(status), contentType, headers, changed, places, listed);
    }

    String message() {
        return body.at(places.message()).asText();
    }

    boolean repeatsStatus() {
        return places.repeatsStatus(body);
    }

    Reply reply(int replyStatus) {
        List<Header> all = new ArrayList<>();
        all.add(new Header("Content-Type", contentType));
        all.addAll(headers);
        return new Reply(replyStatus, all, listed ? "[" + body + "]" : body.toString());
    }

    Reply reply() {
        return reply(status);
    }
}
