package dev.errorproxy.console;

import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Arrays;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes the words of the command language, and amounts after those that take one. This class is threadsafe.
 *
 * <p>It offers only what begins as what is typed: left to choose, JLine takes the x of "context-length" for a beginning too.
 */
final class CommandCompleter implements Completer {

    private static final List<String> AMOUNTS = List.of("1", "5", "10%", "30%", "50%", "*");

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.word().substring(0, line.wordCursor());
        List<String> words = offers(line);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.regionMatches(true, 0, typed, 0, typed.length())) {
                // The last argument keeps the order, which is that of the amounts.
                candidates.add(new Candidate(word, word, null, null, null, null, true, i));
            }
        }
    }

    private static List<String> offers(ParsedLine line) {
        if (line.wordIndex() == 0) {
            return CommandParser.WORDS;
        }
        return line.wordIndex() == 1 && takesAmount(line.words().get(0)) ? AMOUNTS : List.of();
    }

    private static boolean takesAmount(String word) {
        return Arrays.stream(ErrorMode.values())
                .anyMatch(mode ->
                        word.equalsIgnoreCase(mode.word()) || word.equalsIgnoreCase(String.valueOf(mode.letter())));
    }
}
