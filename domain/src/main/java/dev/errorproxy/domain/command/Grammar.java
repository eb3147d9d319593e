package dev.errorproxy.domain.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words, options and targets of the command language, as the file {@code grammar.txt} lists them. */
public final class Grammar {

    private static final Map<String, List<String>> SECTIONS = sections(Resource.text("grammar.txt"));

    private static final List<Word> WORDS =
            rows("words").stream().map(Grammar::word).toList();

    private static final Map<String, Word> BY_NAME = WORDS.stream()
            .flatMap(word -> Stream.concat(word.letter().stream(), Stream.of(word.name()))
                    .map(name -> Map.entry(name, word)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Grammar() {}

    /** Returns the grammar in Extended Backus-Naur Form, a line each. */
    public static List<String> syntax() {
        return SECTIONS.get("syntax");
    }

    /** Returns the words that begin a command, the letters first. */
    public static List<String> words() {
        return Stream.concat(
                        WORDS.stream().flatMap(word -> word.letter().stream()),
                        WORDS.stream().map(Word::name))
                .toList();
    }

    /** Returns the words that name what can be done to a call. */
    public static List<String> faults() {
        return WORDS.stream().filter(Word::isFault).map(Word::name).toList();
    }

    /** Returns a Markdown table of all words, with the options that each takes. */
    public static String markdown() {
        String rows = WORDS.stream()
                .map(word -> "| `" + word.names().replace(" | ", "` `") + "` | "
                        + word.options().stream()
                                .map(option -> "`" + written(option) + "`")
                                .collect(Collectors.joining(" "))
                        + " | " + word.description() + " |\n")
                .collect(Collectors.joining());
        return "| word | options | what it does |\n| --- | --- | --- |\n" + rows;
    }

    /** Returns a Markdown table of the targets, an example of each. */
    public static String targetsMarkdown() {
        String rows = rows("targets").stream()
                .map(row -> "| `" + row.get(0) + "` | " + row.get(1) + " |\n")
                .collect(Collectors.joining());
        return "| target | calls that it means |\n| --- | --- |\n" + rows;
    }

    /** Returns a Markdown table of the options, with values that they may have. */
    public static String optionsMarkdown() {
        String rows = rows("options").stream()
                .map(row -> "| `" + row.get(0) + "=` | " + row.get(1) + " | " + row.get(2) + " |\n")
                .collect(Collectors.joining());
        return "| option | values | meaning |\n| --- | --- | --- |\n" + rows;
    }

    /**
     * Returns what may stand in place of the last word of a line that was typed so far, that word's beginning included.
     *
     * @param providers the names of the providers
     */
    public static List<String> completions(String soFar, Collection<String> providers) {
        return Completion.of(soFar, providers);
    }

    /** Returns the word of that name or letter, whatever its case. */
    static Optional<Word> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns all words, in the order to be shown. */
    static List<Word> all() {
        return WORDS;
    }

    /** Returns the rows of a section, each a list of columns. */
    static List<List<String>> rows(String section) {
        return SECTIONS.get(section).stream().map(Grammar::columns).toList();
    }

    /** Returns the lines of a section. */
    static List<String> lines(String section) {
        return SECTIONS.get(section);
    }

    /** Returns a value that the option may have. */
    static String example(String option) {
        return rows("options").stream()
                .filter(row -> row.get(0).equals(option))
                .map(row -> row.get(1).split(",| or ")[0])
                .findFirst()
                .orElseThrow();
    }

    /** Returns an option as it is written with its default. */
    static String written(Word.Option option) {
        return option.name() + "=" + option.usual().orElse("");
    }

    private static Word word(List<String> columns) {
        List<Word.Option> options = Stream.of(columns.get(3).split(" "))
                .filter(text -> !text.isEmpty())
                .map(Grammar::option)
                .toList();
        Optional<String> letter = Optional.of(columns.get(1)).filter(text -> !text.isEmpty());
        return new Word(columns.get(0), letter, columns.get(2), options, columns.get(4));
    }

    private static Word.Option option(String text) {
        int equals = text.indexOf('=');
        if (equals >= 0) {
            return new Word.Option(text.substring(0, equals), Optional.of(text.substring(equals + 1)), false);
        }
        return new Word.Option(text.replace("!", ""), Optional.empty(), text.endsWith("!"));
    }

    private static List<String> columns(String row) {
        return Stream.of(row.split("\\|", -1)).map(String::strip).toList();
    }

    private static Map<String, List<String>> sections(String file) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : file.lines().toList()) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                section.add(line);
            }
        }
        return sections;
    }
}
