package dev.errorproxy.console;

import static java.util.stream.Collectors.joining;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How lines look.
 *
 * <p>The text of a line is never changed by colour or symbols: they only come around it.
 *
 * @param colour whether lines are coloured
 * @param symbols whether mode lines get a symbol
 */
record Look(boolean colour, boolean symbols) {

    /** Text and nothing else. */
    static final Look PLAIN = new Look(false, false);

    private static final String MODE = "Current mode: ";
    private static final String NO_ERROR = MODE + "No error";
    private static final int FEWEST_COLOURS = 8;

    /** Returns what a terminal with that charset and number of colours can show and the user wants to see. */
    static Look of(Map<String, String> environment, Charset charset, int colours) {
        // https://no-color.org: any value but the empty one.
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Look(wanted && colours >= FEWEST_COLOURS, wanted && charset.equals(StandardCharsets.UTF_8));
    }

    /** Returns the lines as they are to be printed, with a line's end between them. */
    String dress(List<Console.Line> lines) {
        return lines.stream().map(line -> dress(line.tone(), line.text())).collect(joining(System.lineSeparator()));
    }

    /** Returns the line as it is to be printed, safe to print whatever it holds. */
    String dress(Tone tone, String line) {
        String text = printable(line) + symbol(line);
        String start = start(tone);
        return !colour || start.isEmpty() ? text : start + text + "\u001b[0m";
    }

    private String symbol(String line) {
        if (!symbols || !line.startsWith(MODE)) {
            return "";
        }
        // Behind the text, where a terminal that takes it for one column instead of two does no harm.
        return line.startsWith(NO_ERROR) ? " \u2705" : " \u26a1";
    }

    private static String start(Tone tone) {
        return switch (tone) {
            case NORMAL -> "";
            case QUIET -> "\u001b[2m";
            case INJECTED -> "\u001b[33m";
            case ERROR -> "\u001b[31m";
        };
    }

    /** Replaces what a terminal would obey instead of show: parts of a line come from clients that nobody vouches for. */
    private static String printable(String line) {
        if (isPlain(line)) {
            return line;
        }
        StringBuilder printable = new StringBuilder(line.length());
        line.codePoints().forEach(c -> printable.appendCodePoint(isObeyed(c) ? '?' : c));
        return printable.toString();
    }

    private static boolean isPlain(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isObeyed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // FORMAT has the marks that turn the direction of writing, and with it the meaning of a line.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
