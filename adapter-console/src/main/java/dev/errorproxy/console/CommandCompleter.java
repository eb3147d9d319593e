package dev.errorproxy.console;

import dev.errorproxy.domain.command.Grammar;
import dev.errorproxy.domain.command.Operator;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes the words of the command language, amounts, targets and options. This class is threadsafe.
 *
 * <p>It offers only what begins as what is typed: left to choose, JLine takes the x of "context-length" for a beginning too.
 */
final class CommandCompleter implements Completer {

    private volatile Function<String, List<String>> language = soFar -> Grammar.completions(soFar, List.of());

    /** Completes from now on what that operator understands, providers' names included. */
    void complete(Operator operator) {
        language = operator::completions;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = language.apply(line.line().substring(0, line.cursor()));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            // The last argument keeps the order, which is that of the amounts.
            candidates.add(new Candidate(word, word, null, null, null, null, isWhole(word), i));
        }
    }

    /** Returns whether a blank may follow: a value or a name still has to be typed behind these. */
    private static boolean isWhole(String word) {
        return !word.endsWith("=") && !word.endsWith("@") && !word.endsWith("/") && !word.endsWith("...");
    }
}
