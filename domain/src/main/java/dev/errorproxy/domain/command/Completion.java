package dev.errorproxy.domain.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may come next on a line. */
final class Completion {

    private static final List<String> AMOUNTS = List.of("1", "5", "10%", "30%", "50%", "*");
    private static final List<String> TARGETS = List.of("stream", "nostream", "key=...", "*/", "/");

    private Completion() {}

    /** Returns what may stand in place of the last word, blanks parting words. */
    static List<String> of(String soFar, Collection<String> providers) {
        int start = soFar.length();
        while (start > 0 && !Text.isBlank(soFar.charAt(start - 1))) {
            start--;
        }
        String typed = soFar.substring(start);
        List<String> steps = Text.steps(soFar);
        // What has been typed of this step before the word; a comma within the word begins another step.
        String step = steps.get(steps.size() - 1);
        String before = Text.trim(step.substring(0, Math.max(0, step.length() - typed.length())));
        int comma = before.isEmpty() ? typed.lastIndexOf(',') + 1 : 0;
        String kept = typed.substring(0, comma);
        return candidates(before, typed.substring(comma), providers, steps.size() > 1)
                .filter(word -> begins(word, typed.substring(comma)))
                .map(word -> kept + word)
                .toList();
    }

    private static boolean begins(String word, String typed) {
        return word.regionMatches(true, 0, typed, 0, typed.length());
    }

    private static Stream<String> candidates(
            String before, String typed, Collection<String> providers, boolean inSequence) {
        if (typed.contains("@")) {
            String kept = typed.substring(0, typed.lastIndexOf('@') + 1);
            return Stream.concat(providers.stream(), TARGETS.stream()).map(target -> kept + target);
        }
        if (before.isEmpty()) {
            return inSequence
                    ? Grammar.all().stream()
                            .filter(word -> word.isFault() || word.isPass())
                            .flatMap(Completion::names)
                    : Grammar.words().stream();
        }
        Optional<Word> word = Grammar.find(Clause.word(before));
        return word.map(one -> arguments(one, before)).orElse(Stream.empty());
    }

    private static Stream<String> names(Word word) {
        return Stream.concat(word.letter().stream(), Stream.of(word.name()));
    }

    private static Stream<String> arguments(Word word, String before) {
        if (word.name().equals("help")) {
            return Grammar.all().stream().map(Word::name);
        }
        List<String> arguments = new ArrayList<>();
        String lower = before.toLowerCase(Locale.ROOT);
        boolean first = Clause.word(before).length() == before.length();
        if (first && word.isFault()) {
            arguments.addAll(AMOUNTS);
        }
        if (first && word.takesKind()) {
            arguments.addAll(FaultReader.kinds());
        }
        word.options().stream()
                .map(option -> option.name() + "=")
                .filter(option -> !lower.contains(" " + option))
                .forEach(arguments::add);
        if (!word.kind().equals("control")) {
            arguments.add("@");
        }
        return arguments.stream();
    }
}
