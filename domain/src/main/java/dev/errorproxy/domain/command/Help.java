package dev.errorproxy.domain.command;

import dev.errorproxy.domain.provider.ErrorMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the operator is told about the language, on a screen of 80 columns and 24 rows. */
final class Help {

    /** The most characters of a line: a terminal that is full to its last column may add an empty line. */
    private static final int WIDTH = 79;

    private static final int WORD_COLUMN = 20;
    private static final int HEADING_COLUMN = 12;
    private static final int OPTION_COLUMN = 24;

    private Help() {}

    /** Returns an overview of the whole language. */
    static List<String> all() {
        List<String> lines = new ArrayList<>();
        lines.add("FAULT [AMOUNT] [@TARGET]... [OPTION=VALUE]..., where FAULT is one of these:");
        Grammar.all().stream()
                .filter(word -> word.letter().isPresent() && !word.kind().equals("control"))
                .flatMap(Help::line)
                .forEach(lines::add);
        byHeading().forEach((heading, names) -> lines.addAll(beside(heading, names, HEADING_COLUMN)));
        Grammar.rows("help").forEach(row -> lines.addAll(beside(row.get(0), row.get(1), HEADING_COLUMN)));
        lines.addAll(beside("@TARGET", firsts("targets"), HEADING_COLUMN));
        lines.addAll(beside("OPTION", firsts("options"), HEADING_COLUMN));
        Grammar.all().stream()
                .filter(word -> word.kind().equals("control"))
                .flatMap(Help::line)
                .forEach(lines::add);
        return List.copyOf(lines);
    }

    /** Returns what there is to know of one word. */
    static List<String> of(Word word) {
        List<String> lines = new ArrayList<>();
        lines.add(word.names() + synopsis(word));
        lines.add("  " + word.description());
        if (word.takesKind()) {
            String kinds = String.join(" ", FaultReader.kinds());
            lines.addAll(beside("  KIND", kinds + "; default " + ErrorMode.OVERLOADED.word(), OPTION_COLUMN));
        }
        for (Word.Option option : word.options()) {
            List<String> row = Grammar.rows("options").stream()
                    .filter(one -> one.get(0).equals(option.name()))
                    .findFirst()
                    .orElseThrow();
            String written =
                    "  " + option.name() + "=" + row.get(1).replace(" or ", "|").replace(", ", "|");
            String usual = option.usual().map(value -> "; default " + value).orElse(option.needed() ? "; needed" : "");
            lines.addAll(beside(written, row.get(2) + usual, OPTION_COLUMN));
        }
        return List.copyOf(lines);
    }

    private static String synopsis(Word word) {
        String kind = word.takesKind() ? " [KIND]" : "";
        String amount = word.isFault() ? " [AMOUNT]" : "";
        String target = word.kind().equals("control") ? "" : " [@TARGET]";
        return kind + amount + target + (word.options().isEmpty() ? "" : " [OPTION=VALUE]...");
    }

    private static Stream<String> line(Word word) {
        String argument = word.name().equals("help") ? " [WORD]" : "";
        return beside(word.names() + argument, word.description(), WORD_COLUMN).stream();
    }

    private static Map<String, String> byHeading() {
        Map<String, String> names = new LinkedHashMap<>();
        for (List<String> kind : Grammar.rows("kinds")) {
            Grammar.all().stream()
                    .filter(word ->
                            word.kind().equals(kind.get(0)) && word.letter().isEmpty())
                    .forEach(word -> names.merge(kind.get(1), word.name(), (before, name) -> before + " " + name));
        }
        return names;
    }

    private static String firsts(String section) {
        return String.join(
                " ", Grammar.rows(section).stream().map(row -> row.get(0)).toList());
    }

    /** Returns the text in lines that all begin at that column, with the left part before the first, or on its own. */
    private static List<String> beside(String left, String text, int column) {
        List<String> lines = new ArrayList<>();
        String margin = left + " ".repeat(Math.max(0, column - left.length()));
        if (left.length() >= column) {
            lines.add(left);
            margin = " ".repeat(column);
        }
        for (String part : folded(text, WIDTH - column)) {
            lines.add(margin + part);
            margin = " ".repeat(column);
        }
        return lines;
    }

    private static List<String> folded(String text, int width) {
        List<String> parts = new ArrayList<>();
        String part = "";
        for (String word : text.split(" ")) {
            if (!part.isEmpty() && part.length() + 1 + word.length() > width) {
                parts.add(part);
                part = "";
            }
            part = part.isEmpty() ? word : part + " " + word;
        }
        parts.add(part);
        return parts;
    }
}
