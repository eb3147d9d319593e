import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns measurements into Markdown: medians, spreads, ratios, and which targets are met.
 *
 * <p>Usage: {@code Report FILE}; the file's lines are {@code data WORKLOAD CONTENDER METRIC VALUE}, {@code note TEXT}, and
 * {@code machine}, {@code command}, {@code revision} or {@code took} with a text, all separated by tabs.
 */
final class Report {

    private static final List<String> POSTS = List.of("post-1", "post-64", "post-256", "large-2", "inject-64");
    private static final List<String> STREAMS = List.of("sse-1", "sse-100", "sse-1000", "sse-5000");
    private static final Map<String, String> TITLES = Map.of(
            "post-1", "Small POST, 1 connection",
            "post-64", "Small POST, 64 connections",
            "post-256", "Small POST, 256 connections",
            "large-2", "2 MiB POST, 16 connections",
            "inject-64", "Injected 429, 64 connections",
            "sse-1", "SSE, 1 stream",
            "sse-100", "SSE, 100 streams",
            "sse-1000", "SSE, 1,000 streams",
            "sse-5000", "SSE, 5,000 streams (proxy and launcher with -Xmx256m)");

    /** When resident memory is looked at, with the flags that each contender has by default: not with {@code -Xmx256m}. */
    private static final List<String> STAGES = List.of(
            "idle", "post-64", "post-1", "post-256", "large-2", "large-8", "inject-64", "sse-1", "sse-100", "sse-1000");

    /** The contenders in the order of their rows; others come after them. */
    private static final List<String> ORDER =
            List.of("direct", "nginx", "proxy", "launcher", "wiremock", "mockserver", "mitmproxy");

    /** The shortest time that a stream of 200 events takes, in seconds. */
    private static final double STREAM_SECONDS = 1.0;

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Set<String> contenders = new LinkedHashSet<>();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    private Report(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("\t");
            if (words[0].equals("data")) {
                contenders.add(words[2]);
                values.computeIfAbsent(key(words[1], words[2], words[3]), key -> new ArrayList<>())
                        .add(Double.valueOf(words[4]));
            } else {
                texts.computeIfAbsent(words[0], key -> new ArrayList<>()).add(words[1]);
            }
        }
        values.values().forEach(Collections::sort);
    }

    public static void main(String[] arguments) throws IOException {
        System.out.print(new Report(Path.of(arguments[0])).write());
    }

    private static String key(String workload, String contender, String metric) {
        return workload + " " + contender + " " + metric;
    }

    private String write() {
        line("# Benchmark of %s".formatted(ZonedDateTime.now(ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'"))));
        line("");
        line("`%s` on %s; revision %s; %s seconds.".formatted(text("command"), text("machine"), text("revision"), text("took")));
        line("Medians of the rounds, (least to most), and ratios of medians. `direct` is no proxy at all.");
        POSTS.forEach(this::posts);
        STREAMS.forEach(this::streams);
        start();
        memory();
        targets();
        notes();
        return out.toString();
    }

    private String text(String name) {
        return String.join(" ", texts.getOrDefault(name, List.of("unknown")));
    }

    // ---- Tables.

    private void posts(String workload) {
        table(
                workload,
                "rps",
                List.of("req/s", "of nginx's", "p50 us", "p99 us", "of nginx's", "CPU us per request", "of nginx's", "peak MiB", "wrong"),
                contender -> List.of(
                        spread(workload, contender, "rps"),
                        ratio(workload, contender, "rps"),
                        spread(workload, contender, "p50"),
                        spread(workload, contender, "p99"),
                        ratio(workload, contender, "p99"),
                        spread(workload, contender, "cpu"),
                        ratio(workload, contender, "cpu"),
                        contender.equals("direct") ? "-" : number(max(workload, contender, "peak")),
                        number(max(workload, contender, "wrong"))));
    }

    private void streams(String workload) {
        table(
                workload,
                "lost",
                List.of("p50 us", "added", "p99 us", "added", "CPU us per event", "of nginx's", "seconds a stream", "peak MiB", "lost", "wrong"),
                contender -> List.of(
                        spread(workload, contender, "p50"),
                        number(median(workload, contender, "p50") - median(workload, "direct", "p50")),
                        spread(workload, contender, "p99"),
                        number(median(workload, contender, "p99") - median(workload, "direct", "p99")),
                        spread(workload, contender, "cpu"),
                        ratio(workload, contender, "cpu"),
                        number(median(workload, contender, "stream")),
                        contender.equals("direct") ? "-" : number(max(workload, contender, "peak")),
                        number(max(workload, contender, "lost")),
                        number(max(workload, contender, "wrong"))));
    }

    private void start() {
        if (measured("start", "start").isEmpty()) {
            return;
        }
        line("\n## Start-up to the first proxied answer\n");
        row(List.of("contender", "ms", "of the plain jar's", "without the archive of classes", "of that"));
        row(Collections.nCopies(5, "---"));
        for (String contender : measured("start", "start")) {
            row(List.of(
                    contender,
                    spread("start", contender, "start"),
                    number(of("start", contender, "start", "proxy")),
                    spread("start", contender, "bare"),
                    number(median("start", contender, "start") / median("start", contender, "bare"))));
        }
    }

    private void memory() {
        List<String> stages =
                STAGES.stream().filter(stage -> !measured(stage, "rss").isEmpty()).toList();
        line("\n## Resident memory in MiB after each workload, in the order of the run (inject-64 in a process of its own)\n");
        row(Stream.concat(Stream.of("contender"), stages.stream()).toList());
        row(Collections.nCopies(stages.size() + 1, "---"));
        for (String contender : measured("idle", "rss")) {
            row(Stream.concat(Stream.of(contender), stages.stream().map(stage -> number(median(stage, contender, "rss"))))
                    .toList());
        }
    }

    private interface Cells {
        List<String> of(String contender);
    }

    private void table(String workload, String metric, List<String> titles, Cells cells) {
        if (measured(workload, metric).isEmpty()) {
            return;
        }
        line("\n## " + TITLES.get(workload) + "\n");
        row(Stream.concat(Stream.of("contender"), titles.stream()).toList());
        row(Collections.nCopies(titles.size() + 1, "---"));
        for (String contender : measured(workload, metric)) {
            row(Stream.concat(Stream.of(contender), cells.of(contender).stream()).toList());
        }
    }

    private List<String> measured(String workload, String metric) {
        return Stream.concat(ORDER.stream(), contenders.stream())
                .distinct()
                .filter(contender -> values.containsKey(key(workload, contender, metric)))
                .toList();
    }

    // ---- Targets.

    private void targets() {
        line("\n## Targets\n");
        row(List.of("contender", "workload", "target", "measured", ""));
        row(Collections.nCopies(5, "---"));
        for (String own : List.of("proxy", "launcher")) {
            if (contenders.contains(own)) {
                targets(own);
            }
        }
        double archived = median("start", "launcher", "start") / median("start", "launcher", "bare");
        atMost("launcher", "start-up", "under 0.6 of the time without the archive of classes", archived, 0.6);
    }

    private void targets(String own) {
        atLeast(own, "post-64", "at least 0.7 of nginx's req/s", of("post-64", own, "rps", "nginx"), 0.7);
        atMost(own, "post-64", "at most 1.5 of nginx's CPU per request", of("post-64", own, "cpu", "nginx"), 1.5);
        atMost(own, "post-64", "p99 at most 2 of nginx's", of("post-64", own, "p99", "nginx"), 2);
        atMost(own, "post-64", "at most 0.2 of WireMock's CPU per request", of("post-64", own, "cpu", "wiremock"), 0.2);
        atLeast(own, "post-256", "at least 0.65 of nginx's req/s", of("post-256", own, "rps", "nginx"), 0.65);
        atMost(own, "post-1", "p50 within 20 us of nginx's", above("post-1", own, "p50", "nginx"), 20);
        atLeast(own, "large-2", "at least 0.7 of nginx's req/s", of("large-2", own, "rps", "nginx"), 0.7);
        // Held whole, 16 bodies of 8 MiB would take 96 MiB more than 16 of 2 MiB; a third of that is the heap's own noise.
        atMost(own, "large-8", "peak at most 32 MiB above that with 2 MiB bodies", max("large-8", own, "peak") - max("large-2", own, "peak"), 32);
        atLeast(own, "inject-64", "at least 1.5 of WireMock's stub's req/s", of("inject-64", own, "rps", "wiremock"), 1.5);
        atLeast(own, "inject-64", "req/s above its own forward path's", median("inject-64", own, "rps") / median("post-64", own, "rps"), 1);
        atMost(own, "sse-1000", "p50 under 300 us more than nginx's", above("sse-1000", own, "p50", "nginx"), 300);
        atMost(own, "sse-1000", "p99 under 3,000 us more than nginx's", above("sse-1000", own, "p99", "nginx"), 3000);
        atMost(own, "sse-5000", "no event lost in -Xmx256m", max("sse-5000", own, "lost") + max("sse-5000", own, "wrong"), 0);
        atMost(own, "memory", "under 150 MiB idle", median("idle", own, "rss"), 150);
        double most = STAGES.stream()
                .mapToDouble(stage -> median(stage, own, "rss"))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);
        atMost(own, "memory", "under 250 MiB after all", most, 250);
    }

    private double of(String workload, String contender, String metric, String other) {
        return median(workload, contender, metric) / median(workload, other, metric);
    }

    private double above(String workload, String contender, String metric, String other) {
        return median(workload, contender, metric) - median(workload, other, metric);
    }

    private void atLeast(String own, String workload, String target, double value, double bound) {
        atLeastOrMost(own, workload, target, value, true, bound);
    }

    private void atMost(String own, String workload, String target, double value, double bound) {
        atLeastOrMost(own, workload, target, value, false, bound);
    }

    private void atLeastOrMost(
            String own, String workload, String target, double value, boolean least, double bound) {
        boolean met = least ? value >= bound : value <= bound;
        String verdict = Double.isNaN(value) ? "not measured" : met ? "met" : "not met";
        row(List.of(own, workload, target, number(value), verdict));
    }

    // ---- Notes.

    private void notes() {
        List<String> notes = new ArrayList<>(texts.getOrDefault("note", List.of()));
        for (String workload : POSTS) {
            double direct = median(workload, "direct", "rps");
            double best = contenders.stream()
                    .filter(contender -> !contender.equals("direct"))
                    .mapToDouble(contender -> median(workload, contender, "rps"))
                    .filter(value -> !Double.isNaN(value))
                    .max()
                    .orElse(Double.NaN);
            if (direct < 1.3 * best) {
                notes.add(TITLES.get(workload) + ": upstream and load generator alone are only " + number(direct / best)
                        + " times as fast as the best contender, so they hold it back.");
            }
        }
        for (String workload : STREAMS) {
            double seconds = median(workload, "direct", "stream");
            if (seconds > 1.05 * STREAM_SECONDS) {
                notes.add(TITLES.get(workload) + ": even without a proxy a stream takes " + number(seconds)
                        + " s instead of " + number(STREAM_SECONDS) + ": upstream and load generator use up the machine.");
            }
        }
        if (!notes.isEmpty()) {
            line("\n## Notes\n");
            notes.forEach(note -> line("- " + note));
        }
    }

    // ---- Numbers.

    private List<Double> sorted(String workload, String contender, String metric) {
        return values.getOrDefault(key(workload, contender, metric), List.of());
    }

    private double median(String workload, String contender, String metric) {
        List<Double> sorted = sorted(workload, contender, metric);
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private double max(String workload, String contender, String metric) {
        List<Double> sorted = sorted(workload, contender, metric);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() - 1);
    }

    private String spread(String workload, String contender, String metric) {
        List<Double> sorted = sorted(workload, contender, metric);
        if (sorted.isEmpty()) {
            return "-";
        }
        return "%s (%s-%s)".formatted(
                number(median(workload, contender, metric)), number(sorted.get(0)), number(sorted.get(sorted.size() - 1)));
    }

    private String ratio(String workload, String contender, String metric) {
        return number(of(workload, contender, metric, "nginx"));
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        String format = size >= 100 || size == Math.rint(size) ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }
}
