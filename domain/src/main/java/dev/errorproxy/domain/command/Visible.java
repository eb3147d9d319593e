package dev.errorproxy.domain.command;

/** What somebody typed, made fit to be shown. */
final class Visible {

    private static final int MOST = 40;

    private Visible() {}

    /** Quotes what somebody typed so that it stays one short line of characters that can be seen. */
    static String quote(String text) {
        return "'" + shortened(text) + "'";
    }

    /** Returns the beginning of the text, in characters that can be seen. */
    static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> shown.appendCodePoint(isVisible(c) ? c : '?'));
        return shown.append(text.codePointCount(0, text.length()) > MOST ? "..." : "")
                .toString();
    }

    /** Returns whether the text has characters that end a line or that no encoding can carry. */
    static boolean breaksLines(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        });
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // A no-break space looks like a space, and is refused where one is accepted.
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
