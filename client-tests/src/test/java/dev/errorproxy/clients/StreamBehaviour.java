package dev.errorproxy.clients;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a client makes of a stream in which something goes wrong.
 *
 * @param outcome the class of what its caller gets, without the package, or what text it comes back with
 * @param requests how many requests it sends
 */
record StreamBehaviour(String outcome, int requests) {

    /** The time after which a client counts as one that never comes back: far more than any stream takes here. */
    private static final Duration HANGS_AFTER = Duration.ofSeconds(6);

    /**
     * Asks, and returns what the caller gets.
     *
     * @param usual what it gets where nothing goes wrong
     */
    static String outcome(Form form, Setup setup, Answer usual) {
        FutureTask<Answer> asking = new FutureTask<>(() -> form.ask(setup));
        Thread caller = new Thread(asking, form + "'s caller");
        caller.setDaemon(true);
        caller.start();
        try {
            return described(asking.get(HANGS_AFTER.toSeconds(), TimeUnit.SECONDS), usual);
        } catch (ExecutionException e) {
            return Behaviour.nameOf(e.getCause());
        } catch (TimeoutException e) {
            asking.cancel(true);
            return "hangs";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String described(Answer answer, Answer usual) {
        String text = text(answer.text(), usual.text());
        return answer.finish().equals(usual.finish())
                ? text
                : text + ", " + answer.finish().orElse("no reason");
    }

    private static String text(String text, String whole) {
        if (text.equals(whole)) {
            return "whole text";
        }
        if (text.isEmpty()) {
            return "no text";
        }
        if (whole.startsWith(text)) {
            return "partial text";
        }
        return text.length() > whole.length() ? "text with a repetition" : "text with a gap";
    }

    /** Returns the cell of the table. */
    @Override
    public String toString() {
        return requests > 1 ? outcome + ", " + requests : outcome;
    }
}
