package dev.errorproxy.domain.command;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.provider.ErrorMode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of the command language. */
public final class CommandParser {

    /** One line per command: how it is written, and what it does. */
    public static final List<String> HELP = List.of(
            "n | none                     no error: every request passes through, until told otherwise",
            "c | context-length [AMOUNT]  context length exceeded",
            "r | rate-limit [AMOUNT]      rate limit exceeded",
            "u | server-error [AMOUNT]    unknown server error",
            "status                       show the mode and the number of requests",
            "help                         show this",
            "q | quit                     end the proxy",
            "AMOUNT: nothing = once; 4 = 4 times in a row; 30% or 0.3 = that share of requests; * = all; 0 = no error");

    /** The words that begin a line, the long ones and the letters. */
    public static final List<String> WORDS = List.of(
            "n", "c", "r", "u", "q", "none", "context-length", "rate-limit", "server-error", "status", "help", "quit");

    private static final String BLANK = "[ \\t\\r\\n\\f\\x0B]*";
    private static final Pattern LINE =
            Pattern.compile(BLANK + "(?<word>[A-Za-z-]*)" + BLANK + "(?<amount>.*?)" + BLANK, Pattern.DOTALL);
    private static final Pattern COUNT = Pattern.compile("[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final Pattern PERCENT = Pattern.compile("(?<number>[0-9]+(\\.[0-9]+)?)" + BLANK + "%");
    private static final int MOST_CHARACTERS = 1_000;
    private static final int MOST_DIGITS = 9;
    private static final int MOST_QUOTED = 40;
    private static final String AMOUNTS = "An amount is a count (4), a share (0.3 or 30%), or * for all.";
    private static final String COMMANDS = "Commands are n, c, r, u, status, help and q.";

    private CommandParser() {}

    /**
     * Returns the command that the line says.
     *
     * @throws CommandException if it says none
     */
    public static Command parse(String line) throws CommandException {
        // The pattern below takes time by the square of a line that is all blanks inside.
        if (line.length() > MOST_CHARACTERS) {
            throw new CommandException("Command of " + line.length() + " characters: at most " + MOST_CHARACTERS
                    + " are read. " + COMMANDS);
        }
        Matcher parts = LINE.matcher(line);
        String word = parts.matches() ? lowerCase(parts.group("word")) : "";
        if (word.isEmpty()) {
            throw new CommandException(
                    line.isBlank() ? "Empty command. " + COMMANDS : "Unknown command " + quote(line) + ". " + COMMANDS);
        }
        String amount = parts.group("amount");
        Optional<ErrorMode> mode = Arrays.stream(ErrorMode.values())
                .filter(m -> word.equals(m.word()) || word.equals(String.valueOf(m.letter())))
                .findFirst();
        if (mode.isPresent()) {
            return amount(amount)
                    .<Command>map(a -> new Command.Arm(mode.get(), a))
                    .orElseGet(Command.Disarm::new);
        }
        Command command = plain(word)
                .orElseThrow(() -> new CommandException("Unknown command " + quote(line.strip()) + ". " + COMMANDS));
        if (!amount.isEmpty()) {
            throw new CommandException(
                    "'" + word + "' takes no amount, but got " + quote(amount) + ". Type just " + word + ".");
        }
        return command;
    }

    private static Optional<Command> plain(String word) {
        return switch (word) {
            case "n", "none" -> Optional.of(new Command.Disarm());
            case "status" -> Optional.of(new Command.Status());
            case "help" -> Optional.of(new Command.Help());
            case "q", "quit" -> Optional.of(new Command.Quit());
            default -> Optional.empty();
        };
    }

    /** Returns the amount; empty where it is zero of whatever unit. */
    private static Optional<Amount> amount(String text) throws CommandException {
        if (text.isEmpty()) {
            return Optional.of(Amount.ONCE);
        }
        if (text.equals("*")) {
            return Optional.of(Amount.ALL);
        }
        if (COUNT.matcher(text).matches()) {
            return count(text);
        }
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            return share(text, new BigDecimal(percent.group("number")).movePointLeft(2), "100%");
        }
        if (DECIMAL.matcher(text).matches()) {
            return share(text, new BigDecimal(text), "1.0");
        }
        throw new CommandException("Not an amount: " + quote(text) + ". " + AMOUNTS);
    }

    private static Optional<Amount> count(String text) throws CommandException {
        String digits = text.replaceFirst("^0+", "");
        if (digits.length() > MOST_DIGITS) {
            throw new CommandException(
                    "Count " + quote(text) + " is too large: at most " + "9".repeat(MOST_DIGITS) + ", or * for all.");
        }
        return digits.isEmpty() ? Optional.empty() : Optional.of(new Amount.Times(Integer.parseInt(digits)));
    }

    private static Optional<Amount> share(String text, BigDecimal share, String most) throws CommandException {
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new CommandException("Share " + quote(text) + " is above " + most + ". " + AMOUNTS);
        }
        double value = share.doubleValue();
        return value == 0 ? Optional.empty() : Optional.of(new Amount.Share(value));
    }

    private static String lowerCase(String ascii) {
        return ascii.toLowerCase(Locale.ROOT);
    }

    /** Quotes what somebody typed so that it stays one short line of characters that can be seen. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().limit(MOST_QUOTED).forEach(c -> quoted.appendCodePoint(isVisible(c) ? c : '?'));
        return quoted.append(text.codePointCount(0, text.length()) > MOST_QUOTED ? "...'" : "'")
                .toString();
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
