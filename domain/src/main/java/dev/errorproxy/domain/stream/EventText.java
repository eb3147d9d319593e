package dev.errorproxy.domain.stream;

import java.util.ArrayList;
import java.util.List;

/** One event as it stands on the wire, or the beginning of one, seen line by line. */
final class EventText {

    /**
     * A line.
     *
     * @param from where it begins
     * @param to where it ends, without the end of the line
     * @param next where the next one begins
     * @param data whether it is a {@code data} field
     * @param value where its value begins
     */
    private record Line(int from, int to, int next, boolean data, int value) {

        boolean isBlank() {
            return from == to;
        }
    }

    private final byte[] raw;
    private final List<Line> lines = new ArrayList<>();

    EventText(byte[] raw) {
        this.raw = raw;
        int from = startsWith(0, "\u00ef\u00bb\u00bf") ? 3 : 0;
        while (from < raw.length) {
            Line line = lineAt(from);
            lines.add(line);
            from = line.next();
        }
    }

    private Line lineAt(int from) {
        int to = from;
        while (to < raw.length && raw[to] != '\n' && raw[to] != '\r') {
            to++;
        }
        boolean pair = to + 1 < raw.length && raw[to] == '\r' && raw[to + 1] == '\n';
        int next = Math.min(raw.length, to + (pair ? 2 : 1));
        int colon = from + "data".length();
        boolean data = startsWith(from, "data") && (colon == to || raw[colon] == ':');
        boolean space = colon + 1 < to && raw[colon + 1] == ' ';
        return new Line(from, to, next, data, Math.min(to, colon + (space ? 2 : 1)));
    }

    private boolean startsWith(int at, String latin) {
        for (int i = 0; i < latin.length(); i++) {
            if (at + i >= raw.length || raw[at + i] != (byte) latin.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns where its data stands; the whole event where it has none. */
    Span data() {
        List<Line> data = lines.stream().filter(Line::data).toList();
        return data.isEmpty()
                ? new Span(0, 0, raw.length)
                : new Span(
                        data.get(0).from(),
                        data.get(0).value(),
                        data.get(data.size() - 1).to());
    }

    /** Returns whether it has data. */
    boolean hasData() {
        return lines.stream().anyMatch(Line::data);
    }

    /** Returns the same event with its data broken off so that it is no JSON; its other lines stay. */
    byte[] broken() {
        Bytes broken = new Bytes(Integer.MAX_VALUE);
        JsonBreak cut = JsonBreak.of(raw, data());
        boolean first = true;
        for (Line line : lines) {
            if (!line.data()) {
                broken.add(raw, line.from(), line.next());
            } else if (first || line.from() < cut.at()) {
                broken.add(raw, line.from(), line.value());
                if (first) {
                    broken.add(line.value() > line.from() + "data".length() ? cut.before() : ":" + cut.before());
                }
                broken.add(raw, line.value(), Math.max(line.value(), Math.min(cut.at(), line.to())));
                broken.add(raw, line.to(), line.next());
                first = false;
            }
        }
        if (lines.isEmpty() || !lines.get(lines.size() - 1).isBlank()) {
            broken.add("\n\n");
        }
        return broken.copy();
    }
}
