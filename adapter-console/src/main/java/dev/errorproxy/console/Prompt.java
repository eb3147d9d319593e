package dev.errorproxy.console;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** The line reader behind the prompt, set up so that what is typed is what arrives. */
final class Prompt {

    private static final String CLEAR = "clear-line";

    private Prompt() {}

    static LineReader on(Terminal terminal, History history, CommandCompleter completer, boolean colour) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("provider-error-proxy")
                .parser(new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]))
                .completer(completer)
                .history(history)
                .variable(LineReader.HISTORY_SIZE, HistoryFile.MOST_LINES)
                .variable(LineReader.BLINK_MATCHING_PAREN, 0)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_IGNORE_SPACE, false)
                .option(Option.HISTORY_INCREMENTAL, false)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.COMPLETE_MATCHER_TYPO, false)
                .option(Option.AUTO_MENU, false)
                // A paste of several lines is several commands, not one with line breaks in it.
                .option(Option.BRACKETED_PASTE, false)
                .build();
        if (!colour) {
            reader.setVariable(LineReader.COMPLETION_STYLE_STARTING, "bold");
        }
        KeyMap<Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
        // By name: a completion list that is shown swallows keys which are bound to nameless widgets.
        reader.getWidgets().put(CLEAR, () -> clear(reader));
        keys.bind(new Reference(CLEAR), KeyMap.ctrl('C'));
        // An editor is of no use for one line.
        keys.unbind(KeyMap.ctrl('X') + KeyMap.ctrl('E'));
        bindArrows(keys);
        return reader;
    }

    /** Arrow keys come in two spellings, and terminals that do not change to the other when told are many. */
    private static void bindArrows(KeyMap<Binding> keys) {
        for (String start : new String[] {"\u001b[", "\u001bO"}) {
            keys.bind(new Reference(LineReader.UP_LINE_OR_HISTORY), start + "A");
            keys.bind(new Reference(LineReader.DOWN_LINE_OR_HISTORY), start + "B");
            keys.bind(new Reference(LineReader.FORWARD_CHAR), start + "C");
            keys.bind(new Reference(LineReader.BACKWARD_CHAR), start + "D");
        }
    }

    private static boolean clear(LineReader reader) {
        reader.getHistory().moveToEnd();
        return reader.getBuffer().clear();
    }
}
