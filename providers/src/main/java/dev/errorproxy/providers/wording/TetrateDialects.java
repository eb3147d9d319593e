package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.providers.simulation.ChatStyle;
import java.time.Clock;

/** What Tetrate speaks: OpenAI's chats, and what else it may pass on. */
public final class TetrateDialects implements Dialects {

    private final Dialect chat;
    private final Dialect responses;
    private final Dialect others;

    /** Creates the dialects. */
    public TetrateDialects(Clock clock) {
        TetrateErrors errors = new TetrateErrors();
        this.chat = new Dialect(errors, ChatFlavour.of(ChatStyle.OPENAI, clock), clock);
        this.responses = new Dialect(errors, new ResponsesFlavour(clock), clock);
        this.others = new Dialect(errors, ChatFlavour.ofOthers(clock), clock);
    }

    @Override
    public Dialect of(Call call) {
        if (OpenAiDialects.RESPONSES.matcher(call.path()).find()) {
            return responses;
        }
        return OpenAiDialects.CHAT.matcher(call.path()).find() ? chat : others;
    }
}
