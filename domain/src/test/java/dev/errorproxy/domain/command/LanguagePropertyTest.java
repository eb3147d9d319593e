package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.Glob;
import dev.errorproxy.domain.fault.How;
import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.fault.Page;
import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Delay;
import dev.errorproxy.domain.injection.Sequence;
import dev.errorproxy.domain.injection.Step;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every command and for every line. */
class LanguagePropertyTest {

    private static final Set<ErrorMode> WITH_WAIT = Set.of(
            ErrorMode.RATE_LIMIT,
            ErrorMode.SERVER_ERROR,
            ErrorMode.OVERLOADED,
            ErrorMode.UNAVAILABLE,
            ErrorMode.TIMEOUT_ERROR,
            ErrorMode.QUOTA);
    private static final Set<ErrorMode> ANSWERS =
            Set.of(ErrorMode.REFUSAL, ErrorMode.CONTENT_FILTER, ErrorMode.OK_ERROR);

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void whatIsPrintedIsReadBack(@ForAll("commands") Command command) throws CommandException {
        assertThat(CommandParser.parse(command.text())).as(command.text()).isEqualTo(command);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void noLineMakesItThrowAnythingButItsOwnError(@ForAll("lines") String line) {
        try {
            Command command = CommandParser.parse(line);
            assertThat(CommandParser.parse(command.text())).as(command.text()).isEqualTo(command);
        } catch (CommandException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(250).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Provide
    static Arbitrary<String> lines() {
        Arbitrary<String> pieces = Arbitraries.of(
                "n",
                "r 3",
                "r",
                "stream-error ",
                "overloaded",
                "stream-stall",
                "hang",
                "limit ",
                "window ",
                "help ",
                ",",
                ", ",
                "repeat",
                " ",
                "@",
                "@openai",
                "/gpt*",
                "@/v1",
                "@key=...",
                "abcd",
                "@stream",
                "*",
                "30%",
                "0",
                "after=",
                "40",
                "2s",
                "512b",
                "delay=",
                "..",
                "for=",
                "message=",
                "\"",
                "\\",
                "\"a, b\"",
                "=",
                "status=",
                "503",
                "retry-after=",
                "date",
                "none",
                "#",
                "\n",
                "\u00e9",
                "\u0000",
                "\ud83d",
                "rpm=",
                "tokens=",
                "9999999999",
                "-1");
        Arbitrary<String> assembled =
                pieces.list().ofMaxSize(25).map(all -> String.join("", all)).map(LanguagePropertyTest::short200);
        return Arbitraries.oneOf(assembled, Arbitraries.strings().ofMaxLength(200));
    }

    private static String short200(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    @Provide
    static Arbitrary<Command> commands() {
        Arbitrary<Command> arms = Combinators.combine(targets(), sequences()).as(Command.Arm::new);
        Arbitrary<Command> limits = Combinators.combine(
                        targets(), counts(), counts(), Arbitraries.integers().between(0, 2))
                .as((target, rpm, tpm, which) -> new Command.Limit(
                        target,
                        which == 0 ? OptionalLong.empty() : OptionalLong.of(rpm),
                        which == 1 ? OptionalLong.empty() : OptionalLong.of(tpm)));
        Arbitrary<Command> windows = Combinators.combine(targets(), counts()).as(Command.Window::new);
        Arbitrary<Command> disarms = targets().map(Command.Disarm::of);
        Arbitrary<Command> others = Arbitraries.of(
                new Command.Status(),
                new Command.Quit(),
                new Command.Help(),
                new Command.Help(Optional.of("stream-error")),
                new Command.Disarm());
        return Arbitraries.frequencyOf(
                Tuple.of(20, arms),
                Tuple.of(2, limits),
                Tuple.of(2, windows),
                Tuple.of(2, disarms),
                Tuple.of(1, others));
    }

    private static Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(1, 999_999_999);
    }

    private static Arbitrary<Target> targets() {
        Arbitrary<String> names = Arbitraries.of("openai", "anthropic", "a-1");
        Arbitrary<Glob> models = texts().filter(text -> !text.isBlank()).map(text -> new Glob("m" + text));
        Arbitrary<Glob> paths = texts().map(text -> new Glob("/" + text));
        Arbitrary<String> keys = Arbitraries.strings().withCharRange('!', '~').ofLength(4);
        return Combinators.combine(
                        names.optional(0.4),
                        models.optional(0.3),
                        paths.optional(0.3),
                        Arbitraries.of(true, false).optional(0.3),
                        keys.optional(0.3))
                .as(Target::new);
    }

    private static Arbitrary<Sequence> sequences() {
        Arbitrary<Sequence> single = steps().map(Sequence::of);
        Arbitrary<List<Step>> finite = Arbitraries.oneOf(steps(), passes())
                .filter(step -> !step.isEndless())
                .list()
                .ofMinSize(2)
                .ofMaxSize(4);
        Arbitrary<Sequence> several =
                Combinators.combine(finite, Arbitraries.of(true, false)).as(Sequence::new);
        return Arbitraries.oneOf(single, several);
    }

    private static Arbitrary<Step> passes() {
        return Combinators.combine(counts(), spans().optional(0.4))
                .as((count, time) -> new Step(Optional.empty(), new Amount.Times(count), Optional.empty(), time));
    }

    private static Arbitrary<Step> steps() {
        return Combinators.combine(faults(), amounts(), delays().optional(0.3), spans().optional(0.3))
                .as(LanguagePropertyTest::step);
    }

    /** Some faults take no delay, and some have their length in the place of a step's lifetime. */
    private static Step step(Fault fault, Amount amount, Optional<Delay> delay, Optional<Duration> lifetime) {
        boolean withDelay = !fault.word().equals("hang") && !fault.word().equals("refuse");
        boolean withLifetime = !fault.word().equals("hang") && !fault.word().equals("stream-stall");
        Optional<Delay> least = fault.word().equals("slow")
                ? delay.or(() -> Optional.of(new Delay(Duration.ofSeconds(3))))
                : delay.filter(any -> withDelay);
        return new Step(Optional.of(fault), amount, least, lifetime.filter(any -> withLifetime));
    }

    private static Arbitrary<Amount> amounts() {
        return Arbitraries.oneOf(
                Arbitraries.just(Amount.ONCE),
                Arbitraries.just(Amount.ALL),
                counts().map(Amount.Times::new),
                Arbitraries.doubles().between(0.000001, 1).ofScale(6).map(Amount.Share::new));
    }

    private static Arbitrary<Fault> faults() {
        Arbitrary<Fault> worded =
                Combinators.combine(Arbitraries.of(ErrorMode.class), wordings()).as(LanguagePropertyTest::worded);
        Arbitrary<Fault> canned = Combinators.combine(Arbitraries.of(Page.class), statuses(), texts().optional(0.4))
                .as(LanguagePropertyTest::canned);
        Arbitrary<Fault> broken = Combinators.combine(Arbitraries.of(How.class), spans().optional())
                .as((how, length) -> new Fault.Broken(how, length.filter(any -> how == How.HANG)));
        Arbitrary<Fault> throttled = Arbitraries.longs().between(1, 999_999_999).map(Fault.Throttled::new);
        return Arbitraries.oneOf(
                worded, canned, broken, throttled, inBody().map(Fault.InBody::new), Arbitraries.just(new Fault.Slow()));
    }

    private static Fault worded(ErrorMode mode, Wording any) {
        Optional<String> code = any.code().filter(text -> mode != ErrorMode.REFUSAL);
        OptionalInt status =
                mode == ErrorMode.REFUSAL || mode == ErrorMode.OK_ERROR ? OptionalInt.empty() : any.status();
        RetryAfter wait = WITH_WAIT.contains(mode) ? any.retryAfter() : RetryAfter.USUAL;
        return new Fault.Worded(mode, new Wording(status, any.message(), code, Optional.empty(), wait));
    }

    private static Fault canned(Page page, OptionalInt status, Optional<String> message) {
        boolean redirect = page == Page.REDIRECT;
        return new Fault.Canned(
                page,
                redirect && status.isPresent() ? OptionalInt.of(308) : status,
                message.filter(text -> page == Page.HTML));
    }

    private static Arbitrary<BodyFault> inBody() {
        Arbitrary<ErrorMode> kinds = Arbitraries.of(ErrorMode.class).filter(mode -> !ANSWERS.contains(mode));
        Arbitrary<BodyFault> frames = Combinators.combine(
                        kinds, moments(), texts().optional(0.3), texts().optional(0.3), texts().optional(0.3))
                .as((mode, after, message, code, form) -> new BodyFault.ErrorFrame(
                        mode, new Wording(OptionalInt.empty(), message, code, form, RetryAfter.USUAL), after));
        Arbitrary<BodyFault> stalls = Combinators.combine(moments(), Arbitraries.of(true, false), spans().optional())
                .as(BodyFault.Stall::new);
        Arbitrary<BodyFault> slow = Combinators.combine(moments(), spans()).as(BodyFault.Slow::new);
        Arbitrary<BodyFault> cut = Arbitraries.longs()
                .between(0, 999_999_999)
                .map(Moment.Bytes::new)
                .map(BodyFault.CutBody::new);
        return Arbitraries.oneOf(
                frames,
                stalls,
                slow,
                cut,
                moments().map(BodyFault.End::new),
                moments().map(BodyFault.Cut::new),
                moments().map(BodyFault.Reset::new),
                moments().map(BodyFault.Garbage::new),
                moments().map(BodyFault.Split::new),
                moments().map(BodyFault.Duplicate::new));
    }

    private static Arbitrary<Moment> moments() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 999_999_999).map(Moment.Events::new),
                Arbitraries.longs().between(0, 999_999_999).map(Moment.Bytes::new),
                spans().map(Moment.Elapsed::new));
    }

    private static Arbitrary<Wording> wordings() {
        Arbitrary<RetryAfter> waits = Arbitraries.oneOf(
                Arbitraries.just(RetryAfter.USUAL),
                Arbitraries.just(RetryAfter.NONE),
                spans().map(time -> new RetryAfter(RetryAfter.Form.SECONDS, time)),
                spans().map(time -> new RetryAfter(RetryAfter.Form.DATE, time)));
        return Combinators.combine(statuses(), texts().optional(0.3), texts().optional(0.3), waits)
                .as((status, message, code, wait) -> new Wording(status, message, code, Optional.empty(), wait));
    }

    private static Arbitrary<OptionalInt> statuses() {
        return Arbitraries.integers()
                .between(400, 599)
                .optional(0.3)
                .map(status -> status.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static Arbitrary<Duration> spans() {
        return Arbitraries.longs().between(1, 168L * 3_600_000).map(Duration::ofMillis);
    }

    private static Arbitrary<Delay> delays() {
        return Combinators.combine(spans(), spans())
                .as((a, b) -> a.compareTo(b) < 0 ? new Delay(a, b) : new Delay(b, a));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(" ,@=\"\\#'*%/:.-_{}a5Z\u00e9\u00df\u65e5")
                .ofMaxLength(12);
    }
}
