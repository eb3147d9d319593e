package dev.errorproxy.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of what has been observed, in Markdown. This class is threadsafe. */
final class ClientTable {

    private static final String HEAD = """
            # What clients make of the errors

            Written by the tests of this module, from what they observe; not by hand. Each client asks the assembled jar,
            which runs with `--offline`, once in each mode. It gets the simulated provider's answer in mode `n`; in the
            others the cells say: the exception that its caller gets, how many requests are on the wire, and whether the
            client waits each time as long as it was told (2 s). A dash: it does not come back, or was not told when.

            A streamed answer also meets each fault in its middle, after ten events. Where no exception comes, those cells
            say what text the caller has got as if all had gone well, and the reason that the client gives for its end
            where that is not the usual one; or that the client hangs, neither coming back nor calling back for six seconds.
            With `stream-stall`, clients were told to give up after one second, where they have an option for that: one
            that hangs has none, or one that only covers the answer's head. The stream is read event by event, without
            the libraries' accumulators. None of the clients sends its request again once a stream has begun.

            | client | form | %s | not left to the defaults |
            | --- | --- %s| --- |
            """;

    private static final String NO_STREAM = "-";

    private final Map<Form, Observation> rows = new EnumMap<>(Form.class);

    /** Adds what has been observed of a client. */
    synchronized void add(Form form, Observation observed) {
        rows.put(form, observed);
    }

    /** Writes the table, however incomplete, to the build's folder, and to the checked-in file if it is complete. */
    synchronized void write() throws IOException {
        String table = markdown();
        Files.writeString(Path.of(System.getProperty("client.table")), table);
        Path checkedIn = Path.of(System.getProperty("client.table.checked-in"));
        boolean complete = rows.size() == Form.values().length;
        if (complete && !(Files.exists(checkedIn) && Files.readString(checkedIn).equals(table))) {
            Files.writeString(checkedIn, table);
        }
    }

    private String markdown() {
        List<String> faults = Stream.concat(
                        Arrays.stream(Fault.values()).map(Fault::letter),
                        Arrays.stream(StreamFault.values()).map(StreamFault::word))
                .map(word -> "`" + word + "`")
                .toList();
        return HEAD.formatted(String.join(" | ", faults), "| --- ".repeat(faults.size()))
                + rows.entrySet().stream()
                        .map(row -> line(row.getKey(), row.getValue()))
                        .collect(Collectors.joining());
    }

    private static String line(Form form, Observation observed) {
        List<String> cells = new ArrayList<>(List.of(form.library().title(), form.form()));
        for (Fault fault : Fault.values()) {
            cells.add(observed.behaviours().get(fault).toString());
        }
        for (StreamFault fault : StreamFault.values()) {
            cells.add(Optional.ofNullable(observed.streams().get(fault))
                    .map(StreamBehaviour::toString)
                    .orElse(NO_STREAM));
        }
        boolean comesBack = observed.behaviours().values().stream().anyMatch(behaviour -> behaviour.requests() > 1);
        cells.add(comesBack ? form.library().note() : "");
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
