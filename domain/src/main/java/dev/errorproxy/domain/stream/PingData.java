package dev.errorproxy.domain.stream;

/** Tells pings by their data: an object whose own member {@code type} is the string {@code ping}. */
final class PingData {

    private final String json;
    private int at;

    private PingData(String json) {
        this.json = json;
    }

    /** Returns whether the data is a ping's; false where it is no JSON. */
    static boolean is(String data) {
        // The word first, which hardly any event has: it spares the others the second look.
        return data.contains("\"ping\"") && new PingData(data).isPing();
    }

    private boolean isPing() {
        if (!skip('{')) {
            return false;
        }
        while (peek() == '"') {
            String member = string();
            if (!skip(':')) {
                return false;
            }
            if (member.equals("type")) {
                return peek() == '"' && string().equals("ping");
            }
            skipValue();
            if (!skip(',')) {
                return false;
            }
        }
        return false;
    }

    /** Returns the next character that is not blank, without taking it; NUL at the end. */
    private char peek() {
        while (at < json.length() && " \t\n\r".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : 0;
    }

    private boolean skip(char wanted) {
        boolean found = peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    /** Takes a string; returns what is between its quotes, escapes as they are. */
    private String string() {
        int from = ++at;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        String text = json.substring(from, Math.max(from, Math.min(at, json.length())));
        at++;
        return text;
    }

    private void skipValue() {
        int depth = 0;
        for (char c = peek(); c != 0; c = peek()) {
            if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
                return;
            }
            if (c == '"') {
                string();
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                at++;
            }
        }
    }
}
