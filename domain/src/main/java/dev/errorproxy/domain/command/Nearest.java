package dev.errorproxy.domain.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to type. */
final class Nearest {

    private static final int FEWEST_CHARACTERS = 3;
    private static final int MOST_CHARACTERS = 30;
    private static final int MOST_MISTAKES = 2;

    private Nearest() {}

    /** Returns the word that is a mistake or two away from what was typed, or begins with it; empty where none does. */
    static Optional<String> to(String typed, Collection<String> words) {
        if (typed.length() < FEWEST_CHARACTERS || typed.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return words.stream()
                .filter(word -> word.length() >= FEWEST_CHARACTERS)
                .filter(word -> word.startsWith(typed)
                        || mistakes(typed, word) <= Math.min(MOST_MISTAKES, typed.length() / FEWEST_CHARACTERS))
                .min(Comparator.comparingInt(word -> mistakes(typed, word)));
    }

    /** Returns a question such as {@code  Did you mean stream-cut?}, with a blank before it; empty where there is no guess. */
    static String question(String typed, Collection<String> words) {
        return to(typed, words).map(word -> " Did you mean " + word + "?").orElse("");
    }

    /** Returns how many characters have to be changed, put in or taken out (Levenshtein's distance). */
    private static int mistakes(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
