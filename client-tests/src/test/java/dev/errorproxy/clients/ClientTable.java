package dev.errorproxy.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of what has been observed, in Markdown. This class is threadsafe. */
final class ClientTable {

    private static final String HEAD = """
            # What clients make of the errors

            Written by the tests of this module, from what they observe; not by hand. Each client asks the assembled jar,
            which runs with `--offline`, once in each mode. It gets the simulated provider's answer in mode `n`; in the
            others the cells say: the exception that its caller gets, how many requests are on the wire, and whether the
            client waits each time as long as it was told (2 s). A dash: it does not come back, or was not told when.

            | client | form | %s | not left to the defaults |
            | --- | --- | --- | --- | --- | --- |
            """;

    private final Map<Form, Map<Fault, Behaviour>> rows = new EnumMap<>(Form.class);

    /** Adds what has been observed of a client. */
    synchronized void add(Form form, Map<Fault, Behaviour> behaviours) {
        rows.put(form, behaviours);
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
        String faults = Arrays.stream(Fault.values())
                .map(fault -> "`" + fault.letter() + "`")
                .collect(Collectors.joining(" | "));
        return HEAD.formatted(faults)
                + rows.entrySet().stream()
                        .map(row -> line(row.getKey(), row.getValue()))
                        .collect(Collectors.joining());
    }

    private static String line(Form form, Map<Fault, Behaviour> behaviours) {
        List<String> cells = new ArrayList<>(List.of(form.library().title(), form.form()));
        for (Fault fault : Fault.values()) {
            cells.add(behaviours.get(fault).toString());
        }
        boolean comesBack = behaviours.values().stream().anyMatch(behaviour -> behaviour.requests() > 1);
        cells.add(comesBack ? form.library().note() : "");
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
