package dev.errorproxy.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each client that streams is expected to make of each fault in a stream: the table {@code stream-faults.txt}. */
final class ExpectedOfStreams {

    private static final Map<Form, Map<StreamFault, String>> ROWS = rows(text("stream-faults.txt"));

    private ExpectedOfStreams() {}

    /** Returns the cells of a client's row; none for a client that does not stream. */
    static Map<StreamFault, String> of(Form form) {
        return ROWS.getOrDefault(form, Map.of());
    }

    private static Map<Form, Map<StreamFault, String>> rows(String table) {
        List<List<String>> lines = table.lines()
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .toList();
        List<String> head = lines.get(0);
        Map<Form, Map<StreamFault, String>> rows = new EnumMap<>(Form.class);
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<StreamFault, String> cells = new EnumMap<>(StreamFault.class);
            for (StreamFault fault : StreamFault.values()) {
                cells.put(fault, line.get(head.indexOf(fault.word())));
            }
            rows.put(Form.valueOf(line.get(0)), cells);
        }
        return rows;
    }

    private static String text(String resource) {
        try (InputStream in = ExpectedOfStreams.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
