package dev.errorproxy.domain.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A word with what follows it, told apart but not yet understood.
 *
 * @param word the word, in lower case
 * @param bare what is neither target nor option, such as an amount
 * @param targets the targets without their at signs and quotes
 * @param options the values by name, without their quotes
 */
record Clause(String word, List<Piece> bare, List<String> targets, Map<String, String> options) {

    /**
     * A part between blanks.
     *
     * @param text how it is written
     * @param gap the blanks before it; empty where something else stands between it and the one before
     */
    record Piece(String text, String gap) {}

    /** Returns the word that begins the text, in lower case; empty where none does. */
    static String word(String text) {
        int end = 0;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isOfWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-';
    }

    /**
     * Returns the parts of the text.
     *
     * @throws CommandException if a quote is open, an escape is none, or an option comes twice
     */
    static Clause of(String text) throws CommandException {
        String word = word(text);
        Clause clause = new Clause(word, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        int i = word.length();
        int endOfBare = i;
        while (i < text.length()) {
            if (Text.isBlank(text.charAt(i))) {
                i++;
                continue;
            }
            Scanned scanned = Scanned.at(text, i);
            if (scanned.isBare()) {
                boolean adjacent = !clause.bare.isEmpty()
                        && Text.trim(text.substring(endOfBare, i)).isEmpty();
                String gap = adjacent ? text.substring(endOfBare, i) : clause.bare.isEmpty() ? "" : " ";
                clause.bare.add(new Piece(text.substring(i, scanned.end()), gap));
                endOfBare = scanned.end();
            } else {
                clause.add(scanned);
            }
            i = scanned.end();
        }
        return clause;
    }

    private void add(Scanned scanned) throws CommandException {
        if (scanned.isTarget()) {
            targets.add(scanned.value());
            return;
        }
        String name = scanned.value().substring(0, scanned.equals()).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new CommandException("No name before " + Visible.quote(scanned.value())
                    + ". Write an option without blanks around its equals sign, such as after=3.");
        }
        if (options.put(name, scanned.value().substring(scanned.equals() + 1)) != null) {
            throw new CommandException(Visible.quote(name + "=") + " comes twice. Write it once.");
        }
    }

    /** Returns all that is bare, as it is written. */
    String bareText() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : bare) {
            text.append(text.isEmpty() ? "" : piece.gap()).append(piece.text());
        }
        return text.toString();
    }

    /** Returns whether the last bare part is that word, in whatever case. */
    boolean endsIn(String last) {
        return !bare.isEmpty() && bare.get(bare.size() - 1).text().equalsIgnoreCase(last);
    }

    /** Takes the last bare part away. */
    void dropLast() {
        bare.remove(bare.size() - 1);
    }

    /** Takes the first bare part of letters away, and returns it in lower case; empty where there is none. */
    Optional<String> takeName() {
        for (int i = 0; i < bare.size(); i++) {
            String text = bare.get(i).text();
            if (word(text).length() == text.length()) {
                bare.remove(i);
                return Optional.of(text.toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /**
     * Checks that nothing but options follows the word.
     *
     * @param right what would be right, as a sentence
     */
    void takesNoAmount(String right) throws CommandException {
        if (!bare.isEmpty()) {
            throw new CommandException(
                    "'" + word + "' takes no amount, but got " + Visible.quote(bareText()) + ". " + right);
        }
    }

    /**
     * Checks that there is no target.
     *
     * @param right what would be right, as a sentence
     */
    void takesNoTarget(String right) throws CommandException {
        if (!targets.isEmpty()) {
            throw new CommandException(
                    "'" + word + "' takes no target, but got " + Visible.quote("@" + targets.get(0)) + ". " + right);
        }
    }

    /**
     * Checks that there is no option.
     *
     * @param right what would be right, as a sentence
     */
    void takesNoOptions(String right) throws CommandException {
        if (!options.isEmpty()) {
            String name = options.keySet().iterator().next();
            throw new CommandException(
                    "'" + word + "' takes no options here, but got " + Visible.quote(name + "=") + ". " + right);
        }
    }

    /**
     * One part of a text.
     *
     * @param value what it says, without at sign, quotes and escapes
     * @param isTarget whether it begins with an at sign
     * @param equals where in the value the first equals sign outside quotes is; -1 where there is none
     * @param end where in the text it ends
     */
    private record Scanned(String value, boolean isTarget, int equals, int end) {

        static Scanned at(String text, int start) throws CommandException {
            boolean target = text.charAt(start) == '@';
            StringBuilder value = new StringBuilder();
            int equals = -1;
            int i = target ? start + 1 : start;
            while (i < text.length() && !Text.isBlank(text.charAt(i)) && text.charAt(i) != '@') {
                char c = text.charAt(i);
                if (c == '"') {
                    int end = Text.endOfQuote(text, i);
                    value.append(unquoted(text.substring(i, end)));
                    i = end;
                    continue;
                }
                if (c == '=' && equals < 0) {
                    equals = value.length();
                }
                value.append(c);
                i++;
            }
            return new Scanned(value.toString(), target, equals, i);
        }

        boolean isBare() {
            return !isTarget && equals < 0;
        }

        private static String unquoted(String quoted) throws CommandException {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i < quoted.length(); i++) {
                char c = quoted.charAt(i);
                if (c == '"') {
                    return text.toString();
                }
                if (c == '\\') {
                    i++;
                    if (i < quoted.length() && "\"\\".indexOf(quoted.charAt(i)) < 0) {
                        throw new CommandException("Unknown escape " + Visible.quote(quoted.substring(i - 1, i + 1))
                                + ". Within quotes, write \\\" for a quote and \\\\ for a backslash.");
                    }
                    c = i < quoted.length() ? quoted.charAt(i) : c;
                }
                text.append(c);
            }
            throw new CommandException("The quote in " + Visible.quote(quoted) + " has no end. Close it with \".");
        }
    }
}
