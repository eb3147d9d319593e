package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

/** What must hold for every line there is. */
final class Lines {

    private Lines() {}

    /** Returns the command; empty where the line is refused, which takes one short line that says what would be right. */
    static Optional<Command> readOrRefused(String line) {
        try {
            Command command = CommandParser.parse(line);
            assertThat(command).isNotNull();
            return Optional.of(command);
        } catch (CommandException refused) {
            assertThat(refused.getMessage())
                    .hasSizeLessThan(400)
                    .contains(" ")
                    .endsWith(".")
                    .matches(message -> message.codePoints().noneMatch(Character::isISOControl));
            return Optional.empty();
        }
    }
}
