package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.providers.simulation.ChatStyle;
import java.time.Clock;
import java.util.regex.Pattern;

/** What OpenAI speaks: chats, responses, embeddings, and the rest; gateways have mounted it below paths of their own. */
public final class OpenAiDialects implements Dialects {

    static final Pattern RESPONSES = Pattern.compile("/responses(/|$)");
    static final Pattern EMBEDDINGS = Pattern.compile("/embeddings/?$");
    static final Pattern CHAT = Pattern.compile("/chat/completions/?$");

    private final Dialect chat;
    private final Dialect responses;
    private final Dialect embeddings;
    private final Dialect others;

    private OpenAiDialects(OpenAiErrors chat, OpenAiErrors responses, OpenAiErrors embeddings, Clock clock) {
        this.chat = new Dialect(chat, ChatFlavour.of(ChatStyle.OPENAI, clock), clock);
        this.responses = new Dialect(responses, new ResponsesFlavour(clock), clock);
        this.embeddings = new Dialect(embeddings, ChatFlavour.ofOthers(clock), clock);
        this.others = new Dialect(chat, ChatFlavour.ofOthers(clock), clock);
    }

    /** Creates the dialects as OpenAI itself speaks them. */
    public OpenAiDialects(Clock clock) {
        this(OpenAiErrors.chat(), OpenAiErrors.responses(), OpenAiErrors.embeddings(), clock);
    }

    /** Returns the dialects as a gateway passes them on. */
    static OpenAiDialects behindGateway(Clock clock) {
        return new OpenAiDialects(
                OpenAiErrors.chat().behindGateway(),
                OpenAiErrors.responses().behindGateway(),
                OpenAiErrors.embeddings().behindGateway(),
                clock);
    }

    @Override
    public Dialect of(Call call) {
        if (RESPONSES.matcher(call.path()).find()) {
            return responses;
        }
        if (EMBEDDINGS.matcher(call.path()).find()) {
            return embeddings;
        }
        return CHAT.matcher(call.path()).find() ? chat : others;
    }
}
