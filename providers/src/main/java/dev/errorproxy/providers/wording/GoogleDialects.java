package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.wire.PathNames;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the Gemini API speaks: its own dialect, and OpenAI's below a path of that name. */
public final class GoogleDialects implements Dialects {

    static final Pattern MODEL = Pattern.compile("/(?:models|tunedModels)/([^/:]+?)(?::|%3[Aa]|/|$)");
    private static final Pattern GENERATE = Pattern.compile("(?::|%3[Aa])(?:generateContent|streamGenerateContent)/?$");
    private static final Pattern STREAM = Pattern.compile("(?::|%3[Aa])streamGenerateContent/?$");
    private static final String COMPATIBLE = "/v1beta/openai";

    private final Dialect gemini;
    private final Dialect chat;
    private final Dialect others;

    /** Creates the dialects. */
    public GoogleDialects(Clock clock) {
        this.gemini = new Dialect(new GoogleErrors(false), new GeminiFlavour(), clock);
        this.chat = new Dialect(new GoogleErrors(true), ChatFlavour.of(ChatStyle.OPENAI, clock), clock);
        this.others = new Dialect(new GoogleErrors(true), ChatFlavour.ofOthers(clock), clock);
    }

    @Override
    public Dialect of(Call call) {
        if (!call.isUnder(COMPATIBLE)) {
            return gemini;
        }
        return OpenAiDialects.CHAT.matcher(call.path()).find() ? chat : others;
    }

    /** Returns the one dialect of Gemini's own paths. */
    Dialect gemini() {
        return gemini;
    }

    /** Returns what a call asks for: its path names the model and whether to stream, or else its body does. */
    public static Inference inference(Call call, Inference body) {
        return PathNames.find(MODEL, call)
                .map(model -> new Inference(
                        Optional.of(model), STREAM.matcher(call.path()).find()))
                .orElse(body);
    }

    static boolean generates(Call call) {
        return GENERATE.matcher(call.path()).find();
    }
}
