package dev.errorproxy.console;

import static dev.errorproxy.console.Operators.NO_ERROR;
import static dev.errorproxy.console.Operators.NO_REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.console.Console.Ending;
import dev.errorproxy.domain.command.Operator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractiveConsoleTest {

    private static final String ENTER = "\r";
    private static final String TAB = "\t";
    private static final String UP = "\u001bOA";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String COMPLETIONS_OF_C =
            "c                context-length   content-filter   cut              close";
    private static final String ARMED = "Current mode: Rate limit exceeded (1 remaining)";

    /** The common pool has but one thread on a small machine. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    @TempDir
    Path directory;

    private final Operator operator = Operators.fresh();
    private Screen screen;
    private LineDisciplineTerminal terminal;
    private Attributes found;
    private Console console;
    private CompletableFuture<Ending> ending;

    @BeforeEach
    void openAndShowThePrompt() throws IOException {
        open(Map.of("NO_COLOR", "1"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void carriesOutWhatIsTyped() {
        type("r" + ENTER);
        screen.awaitEnd("> r", ARMED, NO_REQUESTS, ">");

        type("n" + ENTER);
        screen.awaitEnd("> n", NO_ERROR, NO_REQUESTS, ">");
    }

    @Test
    void takesAPasteOfSeveralLinesLineByLine() {
        type("c 1\nc 2\r\nc\t3\nstatus\n");

        String mode = "Current mode: Context length exceeded (3 remaining)";
        screen.awaitEnd(
                mode,
                NO_REQUESTS,
                "> status",
                mode,
                NO_REQUESTS,
                "All calls: Context length exceeded (3 remaining); drawn 0, hit 0, missed 0",
                ">");
    }

    @Test
    void passesQuotesBackslashesAndExclamationMarksOn() {
        String odd = "!1 \\x \"y 'z !! ^a^b (";

        type(odd + ENTER);

        screen.awaitEnd("> " + odd, "Unknown command '" + odd + "'. Commands are n, c, r, u, status, help and q.", ">");
    }

    @Test
    void showsThePromptAgainAfterABlankLine() {
        type("  " + ENTER + "r" + ENTER);

        screen.awaitEnd(">", "> r", ARMED, NO_REQUESTS, ">");
    }

    @Test
    void clearsTheLineOnCtrlC() {
        type("c 100");
        screen.awaitEnd("> c 100");
        type(CTRL_C);
        screen.awaitEnd(">");
        type("r" + ENTER);

        screen.awaitEnd("> r", ARMED, NO_REQUESTS, ">");
    }

    @Test
    void clearsTheLineOnCtrlCUnderACompletionListToo() {
        type("c" + TAB);
        screen.awaitEnd("> c", COMPLETIONS_OF_C);
        type(CTRL_C + "r" + ENTER);

        screen.awaitEnd("> r", ARMED, NO_REQUESTS, ">");
    }

    @Test
    void quitsOnCtrlDOfAnEmptyLineOnly() throws Exception {
        type("c 1" + CTRL_D + ENTER);
        screen.awaitEnd("Current mode: Context length exceeded (1 remaining)", NO_REQUESTS, ">");

        type(CTRL_D);

        assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.QUIT);
    }

    @Test
    void quitsOnQ() throws Exception {
        type("q" + ENTER);

        assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.QUIT);
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isTrue();
        console.print("Bye.");
        screen.awaitEnd("> q", "Bye.");
    }

    @Test
    void completesWordsAndAmounts() {
        type("ra" + TAB);
        screen.awaitEnd("> rate-limit");
        type(TAB);
        screen.awaitEnd(
                "> rate-limit",
                "1              10%            50%            delay=         status=        code=          @",
                "5              30%            *              for=           message=       retry-after=");
        type("3" + TAB);
        screen.awaitEnd("> rate-limit 30%");
        type(CTRL_C + "STAT" + TAB);
        screen.awaitEnd("> status");
        type(TAB + TAB + CTRL_C + "x" + TAB + TAB);
        screen.awaitEnd("> x");
    }

    @Test
    void completesTargetsOptionsAndTheStepsOfASequence() {
        type("stream-e" + TAB + CTRL_C + "stream-end @an" + TAB);
        screen.awaitEnd("> stream-end @anybody");
        type("@no" + TAB + "af" + TAB);
        screen.awaitEnd("> stream-end @anybody @nostream after=");
        type("3, ove" + TAB);
        screen.awaitEnd("> stream-end @anybody @nostream after=3, overloaded");
    }

    @Test
    void remembersCommandsOfThisRunAndOfEarlierOnes() throws IOException {
        type("r" + ENTER + "r" + ENTER + "  " + ENTER + "u *" + ENTER);
        screen.awaitEnd("Current mode: Unknown server error (100% of requests)", NO_REQUESTS, ">");
        assertThat(Files.readAllLines(directory.resolve("history"))).containsExactly("r", "u *");
        console.close();

        open(Map.of("NO_COLOR", "1"));
        type(UP);
        screen.awaitEnd("> u *");
        type(UP);
        screen.awaitEnd("> r");
        type(CTRL_C + UP);
        screen.awaitEnd("> u *");
    }

    @Test
    void warnsOnceWhereTheHistoryCannotBeKeptAndGoesOn() throws IOException {
        console.close();
        Files.createDirectory(directory.resolve("history"));
        open(Map.of("NO_COLOR", "1"));

        type("r" + ENTER + "r" + ENTER);

        screen.awaitEnd("> r", ARMED, NO_REQUESTS, "> r", ARMED, NO_REQUESTS, ">");
        assertThat(screen.lines())
                .filteredOn(line -> line.startsWith("Commands are not kept"))
                .singleElement()
                .asString()
                .contains(directory.resolve("history").toString());
    }

    @Test
    void warnsOnceWhereACommandCannotBeKeptAndKeepsTheNextOneThatCan() throws IOException {
        Path history = Files.createDirectory(directory.resolve("history"));
        type("r" + ENTER + "n" + ENTER);
        screen.awaitEnd("> n", NO_ERROR, NO_REQUESTS, ">");
        Files.delete(history);

        type("u *" + ENTER);

        screen.awaitEnd("Current mode: Unknown server error (100% of requests)", NO_REQUESTS, ">");
        assertThat(Files.readAllLines(history)).containsExactly("u *");
        assertThat(screen.lines())
                .filteredOn(line -> line.startsWith("Commands are not kept"))
                .hasSize(1);
    }

    @Test
    void printsAboveALineThatIsBeingTyped() {
        type("c 10");
        screen.awaitEnd("> c 10");
        console.print(Tone.QUIET, "Request #1");
        screen.awaitEnd("Request #1", "> c 10");
        type("0" + ENTER);

        screen.awaitEnd(
                "Request #1", "> c 100", "Current mode: Context length exceeded (100 remaining)", NO_REQUESTS, ">");
    }

    @Test
    void printsWholeLinesHoweverManyThreadsPrintWhileALineIsTyped() {
        List<CompletableFuture<Void>> printing = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.runAsync(() -> console.print(numbered(i)), OWN_THREAD))
                .toList();
        type("sta");
        type("tus");
        printing.forEach(CompletableFuture::join);

        screen.awaitEnd("> status");
        assertThat(screen.lines())
                .contains(IntStream.range(0, 40)
                        .mapToObj(InteractiveConsoleTest::numbered)
                        .toArray(String[]::new));
    }

    @Test
    void letsNoControlCharacterOfALogLineReachTheTerminal() {
        console.print(Tone.INJECTED, "POST /a\u001b[2J\u009b31m\rb\n> q");

        screen.awaitEnd("POST /a?[2J?31m?b?> q", ">");
    }

    @Test
    void usesNoColourAndNoSymbolUnderNoColor() {
        type("x" + ENTER + "r" + ENTER + "c" + TAB);

        screen.awaitEnd(ARMED, NO_REQUESTS, "> c", COMPLETIONS_OF_C);
        assertThat(screen.sent())
                .doesNotContainPattern("\u001b\\[[0-9;]*[34][0-9]")
                .doesNotContain("\u26a1");
    }

    @Test
    void coloursErrorsAndMarksTheModeOtherwise() throws IOException {
        console.close();
        open(Map.of());

        type("x" + ENTER + "r" + ENTER);

        screen.await(lines ->
                lines.contains(ARMED + " \u26a1") && lines.get(lines.size() - 1).equals(">"));
        assertThat(screen.sent()).contains("\u001b[31mUnknown command 'x'.");
    }

    @Test
    void leavesTheTerminalAsItWasFoundWhenClosedWhileReading() throws Exception {
        type("half a li");
        screen.awaitEnd("> half a li");
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(terminal.getAttributes().getControlChar(ControlChar.VINTR)).isNotEqualTo(3);

        console.close();

        assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.END_OF_INPUT);
        console.print("after the end");
        screen.awaitEnd("> half a li", "after the end");
    }

    @Test
    void survivesATerminalThatIsClosedUnderIt() throws Exception {
        type("half a li");
        screen.awaitEnd("> half a li");

        terminal.close();

        assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.END_OF_INPUT);
        console.print("after the end");
        console.close();
        screen.awaitEnd("> half a li", "after the end");
    }

    @Test
    void printsBeforeTheFirstPromptAndReadsNothingOnceClosed() throws IOException {
        console.close();
        Console other = console(Map.of("NO_COLOR", "1"));
        other.print("Banner");
        screen.awaitEnd("Banner");
        other.close();
        other.close();

        assertThat(other.run(operator)).isEqualTo(Ending.END_OF_INPUT);
    }

    @Test
    void restoresTheAttributesAndLeavesInterruptsAlone() throws Exception {
        SignalHandler before = terminal.handle(Signal.INT, SignalHandler.SIG_IGN);
        assertThat(before).isEqualTo(SignalHandler.SIG_DFL);

        type("q" + ENTER);
        ending.get(20, TimeUnit.SECONDS);

        assertThat(terminal.getAttributes().toString()).isEqualTo(found.toString());
        assertThat(terminal.handle(Signal.INT, SignalHandler.SIG_DFL)).isEqualTo(SignalHandler.SIG_IGN);
    }

    private static String numbered(int i) {
        return "line " + i + " " + "x".repeat(100);
    }

    private void open(Map<String, String> environment) throws IOException {
        console = console(environment);
        ending = CompletableFuture.supplyAsync(() -> console.run(operator), OWN_THREAD);
        screen.awaitEnd(">");
    }

    private Console console(Map<String, String> environment) throws IOException {
        screen = new Screen(160, 50);
        terminal = new LineDisciplineTerminal("test", "xterm-256color", screen, UTF_8);
        found = terminal.getAttributes();
        return new InteractiveConsole(
                new BorrowedTerminal(terminal, LineSettings.none()),
                new PrintStream(screen, true, UTF_8),
                Look.of(environment, UTF_8, 256),
                Optional.of(new HistoryFile(directory.resolve("history"))));
    }

    private void type(String keys) {
        try {
            terminal.processInputBytes(keys.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
