package dev.errorproxy.domain.command;

import java.util.ArrayList;
import java.util.List;

/** What the operator is told about the language. */
final class Help {

    private static final int COLUMN = 29;
    private static final int WIDTH = 118;

    private Help() {}

    /** Returns an overview of the whole language. */
    static List<String> all() {
        List<String> lines = new ArrayList<>();
        Grammar.all().stream()
                .filter(word -> word.letter().isPresent() && !word.kind().equals("control"))
                .map(word -> pad(word.names() + (word.isFault() ? " [AMOUNT]" : "")) + word.description())
                .forEach(lines::add);
        for (List<String> kind : Grammar.rows("kinds")) {
            List<String> names = Grammar.all().stream()
                    .filter(word ->
                            word.kind().equals(kind.get(0)) && word.letter().isEmpty())
                    .map(Word::name)
                    .toList();
            if (!kind.get(0).equals("control") && !names.isEmpty()) {
                lines.add(capital(kind.get(1)) + ":");
                lines.addAll(wrapped(names));
            }
        }
        Grammar.all().stream()
                .filter(word -> word.kind().equals("control"))
                .map(word -> pad(word.names() + (word.name().equals("help") ? " [WORD]" : "")) + word.description())
                .forEach(lines::add);
        lines.addAll(Grammar.lines("help"));
        lines.add("TARGET, of several parts where need be:");
        lines.addAll(wrapped(firsts("targets")));
        lines.add("OPTION=VALUE, in quotes where the value has blanks or commas; help WORD shows those of a word:");
        lines.addAll(wrapped(firsts("options").stream().map(name -> name + "=").toList()));
        return List.copyOf(lines);
    }

    /** Returns what there is to know of one word. */
    static List<String> of(Word word) {
        List<String> lines = new ArrayList<>();
        lines.add(word.names() + synopsis(word));
        lines.add("  " + word.description());
        for (Word.Option option : word.options()) {
            List<String> row = Grammar.rows("options").stream()
                    .filter(one -> one.get(0).equals(option.name()))
                    .findFirst()
                    .orElseThrow();
            String usual = option.usual().map(value -> "; default " + value).orElse(option.needed() ? "; needed" : "");
            lines.add("  "
                    + pad(option.name() + "=" + row.get(1).replace(" or ", "|").replace(", ", "|")) + row.get(2)
                    + usual);
        }
        return List.copyOf(lines);
    }

    private static String synopsis(Word word) {
        String kind = word.takesKind() ? " [KIND]" : "";
        String amount = word.isFault() ? " [AMOUNT]" : "";
        String target = word.kind().equals("control") ? "" : " [@TARGET]";
        return kind + amount + target + (word.options().isEmpty() ? "" : " [OPTION=VALUE]...");
    }

    private static List<String> firsts(String section) {
        return Grammar.rows(section).stream().map(row -> row.get(0)).toList();
    }

    private static List<String> wrapped(List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ");
        for (String word : words) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String pad(String text) {
        return text.length() < COLUMN ? text + " ".repeat(COLUMN - text.length()) : text + "  ";
    }
}
