package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import java.time.Clock;

/** What Anthropic speaks, which is the same at every path. */
public final class AnthropicDialects implements Dialects {

    private final Dialect messages;

    /** Creates the dialect as Anthropic itself speaks it. */
    public AnthropicDialects(Clock clock) {
        this(false, clock);
    }

    private AnthropicDialects(boolean gateway, Clock clock) {
        this.messages = new Dialect(
                new AnthropicErrors(gateway), new MessagesFlavour(), requireNonNull(clock, "clock is null"));
    }

    /** Returns the dialect as a gateway passes it on. */
    static AnthropicDialects behindGateway(Clock clock) {
        return new AnthropicDialects(true, clock);
    }

    @Override
    public Dialect of(Call call) {
        return messages;
    }
}
