package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Step;
import java.time.Duration;
import java.util.Optional;

/** Makes steps of clauses. */
final class StepText {

    private StepText() {}

    /** Returns the step of a clause that begins with the word of a fault; empty where its amount is none. */
    static Optional<Step> fault(Word word, Clause clause) throws CommandException {
        Optional<String> kind = word.takesKind() ? clause.takeName() : Optional.empty();
        Optional<Amount> amount = Values.amount(clause.bareText());
        Settings settings = new Settings(word, clause.options());
        Fault fault = FaultReader.read(word, kind, settings);
        Optional<Duration> lifetime = FaultReader.hasLength(word) ? Optional.empty() : settings.lifetime();
        Step once = new Step(Optional.of(fault), Amount.ONCE, settings.delay(), lifetime);
        return amount.map(count -> new Step(once.fault(), count, once.delay(), once.lifetime()));
    }

    /** Returns the step of a sequence in which calls pass; empty where their number is none. */
    static Optional<Step> pass(Word word, Clause clause) throws CommandException {
        Settings settings = new Settings(word, clause.options());
        String text = clause.bareText();
        Optional<Amount> amount = text.isEmpty() ? Optional.of(Amount.ALL) : Values.amount(text);
        if (amount.filter(count -> count.times().isEmpty()).isPresent() && !text.isEmpty()) {
            throw new CommandException("In a sequence, '" + clause.word() + "' takes a count, but got "
                    + Visible.quote(text) + ". Write n 2 for two calls, or n for all from then on.");
        }
        Optional<Duration> lifetime = settings.lifetime();
        return amount.map(count -> new Step(Optional.empty(), count, Optional.empty(), lifetime));
    }

    /** Returns the step that a request asks for itself. */
    static Step own(String text) throws CommandException {
        String right = "A request asks for one fault, such as stream-error after=3, or n to pass.";
        if (Text.steps(text).size() > 1 || text.isEmpty()) {
            throw new CommandException("Not one fault: " + Visible.quote(text) + ". " + right);
        }
        Word word = Grammar.find(Clause.word(text))
                .filter(one -> one.isFault() || one.isPass())
                .orElseThrow(() -> new CommandException("Not a fault: " + Visible.quote(text) + "."
                        + Nearest.question(Clause.word(text), Grammar.faults()) + " " + right));
        Clause clause = Clause.of(text);
        clause.takesNoTarget(right);
        if (clause.options().containsKey("for") && !FaultReader.hasLength(word)) {
            throw new CommandException("One request has no use for 'for='. " + right);
        }
        if (word.isPass()) {
            clause.takesNoAmount(right);
        }
        Optional<String> kind = word.takesKind() ? clause.takeName() : Optional.empty();
        clause.takesNoAmount(right);
        Settings settings = new Settings(word, clause.options());
        return word.isPass()
                ? Step.passing(Amount.ALL)
                : new Step(
                        Optional.of(FaultReader.read(word, kind, settings)),
                        Amount.ONCE,
                        settings.delay(),
                        Optional.empty());
    }
}
