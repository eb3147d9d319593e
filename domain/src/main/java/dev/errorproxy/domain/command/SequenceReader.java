package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.injection.Sequence;
import dev.errorproxy.domain.injection.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes one command of several steps. */
final class SequenceReader {

    private static final String REPEAT = "repeat";
    private static final String EXAMPLE = "such as r 3, n 2, repeat.";

    private final Collection<String> providers;
    private final List<Step> steps = new ArrayList<>();
    /** Of each step that is written, also of one that comes to nothing. */
    private final List<Optional<Target>> targets = new ArrayList<>();

    private SequenceReader(Collection<String> providers) {
        this.providers = providers;
    }

    /** Returns whether the word repeat ends the step, targets aside, or begins it. */
    static boolean isRepeated(String step) throws CommandException {
        String word = Clause.word(step);
        boolean known = Grammar.find(word).filter(SequenceReader::isStep).isPresent();
        return word.equals(REPEAT) || known && Clause.of(step).endsIn(REPEAT);
    }

    private static boolean isStep(Word word) {
        return word.isFault() || word.isPass();
    }

    /** Returns the command that those steps say, the last of which may be or end in repeat. */
    static Command read(List<String> steps, Collection<String> providers) throws CommandException {
        SequenceReader reader = new SequenceReader(providers);
        for (String step : steps.subList(0, steps.size() - 1)) {
            reader.add(step, false);
        }
        String last = steps.get(steps.size() - 1);
        boolean repeats = isRepeated(last);
        if (Clause.word(last).equals(REPEAT)) {
            reader.end(Clause.of(last));
        } else {
            reader.add(last, repeats);
        }
        return reader.command(repeats);
    }

    private void end(Clause repeat) throws CommandException {
        repeat.takesNoAmount("It ends a sequence, " + EXAMPLE);
        repeat.takesNoOptions("It ends a sequence, " + EXAMPLE);
        if (targets.isEmpty()) {
            throw new CommandException("There is nothing to repeat. Write steps before it, " + EXAMPLE);
        }
        if (!repeat.targets().isEmpty()) {
            note(repeat);
        }
    }

    private void add(String text, boolean repeats) throws CommandException {
        if (text.isEmpty()) {
            throw new CommandException("A step is missing beside a comma. Write steps such as n 2, r 3, u 1.");
        }
        Word word = Grammar.find(Clause.word(text))
                .filter(SequenceReader::isStep)
                .orElseThrow(() -> new CommandException("Not a step: " + Visible.quote(text) + "."
                        + Nearest.question(Clause.word(text), Grammar.faults())
                        + " Steps are faults and n; a text with a comma in it goes into quotes."));
        Clause clause = Clause.of(text);
        if (repeats) {
            clause.dropLast();
        }
        (word.isPass() ? StepText.pass(word, clause) : StepText.fault(word, clause)).ifPresent(steps::add);
        note(clause);
    }

    private void note(Clause clause) throws CommandException {
        targets.add(
                clause.targets().isEmpty()
                        ? Optional.empty()
                        : Optional.of(TargetReader.read(clause.targets(), providers)));
    }

    private Command command(boolean repeats) throws CommandException {
        Target target = target();
        if (steps.isEmpty()) {
            return Command.Disarm.of(target);
        }
        for (Step step : steps.subList(0, repeats ? steps.size() : steps.size() - 1)) {
            if (step.isEndless()) {
                throw new CommandException(Visible.quote(step.text(Target.ALL)) + " never ends, so that what follows"
                        + " would never come. Give it a count or a time (for=30s), " + EXAMPLE);
            }
        }
        return new Command.Arm(target, new Sequence(steps, repeats));
    }

    private Target target() throws CommandException {
        List<Target> named =
                targets.stream().flatMap(Optional::stream).distinct().toList();
        if (named.size() > 1) {
            throw new CommandException("A sequence has one target, but got '"
                    + named.get(0).text() + "' and '" + named.get(1).text() + "'. Write a line for each.");
        }
        if (named.size() == 1
                && targets.get(0).isEmpty()
                && targets.get(targets.size() - 1).isEmpty()) {
            throw new CommandException("The target '" + named.get(0).text()
                    + "' is that of all steps. Write it with the first step or the last.");
        }
        return named.isEmpty() ? Target.ALL : named.get(0);
    }
}
