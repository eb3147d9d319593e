package dev.errorproxy.providers.simulation;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * OpenAI's tokenizers; other providers' are not public, and are taken to count as OpenAI's newer models do.
 *
 * <p>Text is encoded in slices: the encoder takes some hundred times longer for a word of a million letters than for as
 * many letters of prose. Slices end before a space between letters, where tokens end anyway; only a text
 * without any for thousands of characters is cut elsewhere, and then counts a token or so more for each cut.
 */
final class Tokenizer {

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    /** The models from before o200k_base, by OpenAI's table of encodings, with or without a maker's name before. */
    private static final Pattern OLDER =
            Pattern.compile("(^|/)(gpt-3\\.5|gpt-35|gpt-4(-(?!4\\.|o)|$)|text-embedding-(3|ada))");

    /** OpenAI's models, with or without a maker's name before. */
    private static final Pattern OPENAI =
            Pattern.compile("(^|[/-])(gpt-|chatgpt-|o[1-9]|codex-|davinci|babbage|text-embedding-(3|ada))");

    private static final int SLICE = 8192;

    private final Encoding encoding;
    private final boolean exact;

    private Tokenizer(Encoding encoding, boolean exact) {
        this.encoding = encoding;
        this.exact = exact;
    }

    static Tokenizer of(String model) {
        boolean older = OLDER.matcher(model).find();
        return new Tokenizer(
                ENCODINGS.getEncoding(older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE),
                OPENAI.matcher(model).find());
    }

    /** Returns the encoding's name, and that it is but an approximation where the model has another one. */
    String name() {
        return encoding.getName() + (exact ? "" : ", an approximation");
    }

    /** Returns the number of tokens, in which words such as {@code <|endoftext|>} have no special meaning. */
    int count(String text) {
        int tokens = 0;
        for (int start = 0; start < text.length(); ) {
            int end = sliceEnd(text, start);
            tokens += encoding.countTokensOrdinary(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    /** Returns the text token by token, with those that share a character in one piece. */
    List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = sliceEnd(text, start);
            addPieces(encoding.encodeOrdinary(text.substring(start, end)), pieces);
            start = end;
        }
        return pieces;
    }

    private void addPieces(IntArrayList tokens, List<Piece> pieces) {
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        int count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            IntArrayList one = new IntArrayList(1);
            one.add(tokens.get(i));
            pending.writeBytes(encoding.decodeBytes(one));
            count++;
            Optional<String> whole = utf8(pending.toByteArray());
            if (whole.isPresent()) {
                pieces.add(new Piece(whole.get(), count));
                pending.reset();
                count = 0;
            }
        }
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException incomplete) {
            return Optional.empty();
        }
    }

    private static int sliceEnd(String text, int start) {
        int limit = start + SLICE;
        if (limit >= text.length()) {
            return text.length();
        }
        for (int i = limit; i > start + SLICE / 2; i--) {
            if (text.charAt(i) == ' '
                    && Character.isLetter(text.charAt(i - 1))
                    && i + 1 < text.length()
                    && Character.isLetter(text.charAt(i + 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
