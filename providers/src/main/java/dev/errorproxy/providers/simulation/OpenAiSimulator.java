package dev.errorproxy.providers.simulation;

import java.time.Clock;
import java.util.List;

/** The operations of OpenAI's dialect, to be mounted by every provider that speaks it. */
public final class OpenAiSimulator {

    private final Clock clock;
    private final Operation chat;
    private final Operation embeddings = new Embeddings();

    /** Creates the operations in a provider's style. */
    public OpenAiSimulator(Clock clock, ChatStyle style) {
        this.clock = clock;
        this.chat = new ChatCompletions(clock, style);
    }

    /** Returns all but the models below a folder such as {@code /v1}. */
    public List<Route> routes(String folder) {
        return List.of(
                chat(folder + "/chat/completions"),
                responses(folder + "/responses"),
                embeddings(folder + "/embeddings"));
    }

    /** Returns the chat completions' route. */
    public Route chat(String path) {
        return Route.post(path, chat);
    }

    /** Returns the Responses' route. */
    public Route responses(String path) {
        return Route.post(path, new Responses(clock));
    }

    /** Returns the embeddings' route. */
    public Route embeddings(String path) {
        return Route.post(path, embeddings);
    }

    /** Returns the route of an endpoint that answers chats and embeds, whichever its body asks for. */
    public Route invocations(String path) {
        return Route.post(path, inbound -> {
            boolean embed = JsonBody.read(inbound.body())
                    .filter(body -> body.has("input") && !body.has("messages"))
                    .isPresent();
            return (embed ? embeddings : chat).answer(inbound);
        });
    }
}
