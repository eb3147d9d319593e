package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.providers.simulation.ChatStyle;
import java.time.Clock;
import java.util.Optional;

/** What OpenRouter speaks: chats, and the skins of Anthropic's messages and OpenAI's responses. */
public final class OpenRouterDialects implements Dialects {

    private final ChatStyle style;
    private final Dialect chat;
    private final Dialect messages;
    private final Dialect responses;
    private final Dialect others;

    /** Creates the dialects. */
    public OpenRouterDialects(Clock clock) {
        GenerationIds ids = new GenerationIds(clock);
        OpenRouterErrors errors = new OpenRouterErrors(ids);
        this.style = new ChatStyle(() -> ids.next().value(), Optional.of("Offline"));
        this.chat = new Dialect(errors, new OpenRouterChatFlavour(style, clock), clock);
        this.messages = new Dialect(new OpenRouterMessagesErrors(ids), new OpenRouterMessagesFlavour(), clock);
        this.responses = new Dialect(errors, new OpenRouterResponsesFlavour(clock), clock);
        this.others = new Dialect(errors, ChatFlavour.ofOthers(clock), clock);
    }

    /** Returns what its chat completions look like. */
    public ChatStyle style() {
        return style;
    }

    @Override
    public Dialect of(Call call) {
        if (call.isUnder("/api/v1/messages")) {
            return messages;
        }
        if (call.isUnder("/api/v1/responses")) {
            return responses;
        }
        return OpenAiDialects.CHAT.matcher(call.path()).find() ? chat : others;
    }
}
