package dev.errorproxy.providers.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a request's body asks for, read from its outermost members without building a tree. */
public final class Inferences {

    private static final JsonFactory JSON = new JsonFactory();

    private Optional<String> model = Optional.empty();
    private boolean streaming;

    private Inferences() {}

    /** Returns what can be read of a body: of one broken off its beginning, of repeated members the last. */
    public static Inference of(Call call, byte[] body) {
        Inferences found = new Inferences();
        found.read(new RequestBody(call, body));
        return new Inference(found.model, found.streaming);
    }

    private void read(RequestBody body) {
        try (InputStream json = body.beginning();
                JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readMembers(parser);
            }
        } catch (IOException endsHere) {
            // What was found before is as good as what can be found.
            return;
        }
    }

    private void readMembers(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("model")) {
                model = value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
            } else if (name.equals("stream")) {
                streaming = value == JsonToken.VALUE_TRUE;
            }
            parser.skipChildren();
        }
    }
}
