package dev.errorproxy.domain.fault;

import static java.util.Objects.requireNonNull;

/**
 * A text in which an asterisk stands for any characters, slashes included, or for none.
 *
 * @param pattern the text
 */
public record Glob(String pattern) {

    public Glob {
        requireNonNull(pattern, "pattern is null");
    }

    /** Returns whether all of the text is as the pattern says; case matters. */
    public boolean matches(String text) {
        int inPattern = 0;
        int inText = 0;
        int asterisk = -1;
        int resume = 0;
        while (inText < text.length()) {
            boolean more = inPattern < pattern.length();
            if (more && pattern.charAt(inPattern) == '*') {
                asterisk = inPattern++;
                resume = inText;
            } else if (more && pattern.charAt(inPattern) == text.charAt(inText)) {
                inPattern++;
                inText++;
            } else if (asterisk >= 0) {
                // The latest asterisk takes one more: earlier ones need not be tried again.
                inPattern = asterisk + 1;
                inText = ++resume;
            } else {
                return false;
            }
        }
        return pattern.chars().skip(inPattern).allMatch(c -> c == '*');
    }

    /** Returns whether it matches everything. */
    boolean matchesAll() {
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
    }

    /** Returns how much it says: twice the number of its characters but asterisks, and one more where it has no asterisk. */
    int weight() {
        int letters = (int) pattern.chars().filter(c -> c != '*').count();
        return 2 * letters + (letters == pattern.length() ? 1 : 0);
    }
}
