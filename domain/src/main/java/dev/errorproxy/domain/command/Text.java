package dev.errorproxy.domain.command;

import java.util.ArrayList;
import java.util.List;

/** The characters of the language: what is blank, what a quote covers, and where a comma parts two steps. */
final class Text {

    private static final String BLANKS = " \t\r\n\f\u000b";

    private Text() {}

    static boolean isBlank(char c) {
        return BLANKS.indexOf(c) >= 0;
    }

    /** Returns the text without the blanks around it. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns where the quote that begins there ends, one after its last character; the end of the text if it never does. */
    static int endOfQuote(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Returns the parts between commas, without the blanks around them. A comma before a digit is none: 0,3 is an amount. */
    static List<String> steps(String line) {
        List<String> steps = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < line.length()) {
            if (line.charAt(i) == '"') {
                i = endOfQuote(line, i);
                continue;
            }
            if (line.charAt(i) == ',' && !isDigitNext(line, i + 1)) {
                steps.add(trim(line.substring(start, i)));
                start = i + 1;
            }
            i++;
        }
        steps.add(trim(line.substring(start)));
        return steps;
    }

    private static boolean isDigitNext(String line, int from) {
        int i = from;
        while (i < line.length() && isBlank(line.charAt(i))) {
            i++;
        }
        return i < line.length() && line.charAt(i) >= '0' && line.charAt(i) <= '9';
    }

    /** Returns the line without a comment: a number sign at its beginning or after a blank, but within quotes, and all behind it. */
    static String withoutComment(String line) {
        int i = 0;
        while (i < line.length()) {
            if (line.charAt(i) == '"') {
                i = endOfQuote(line, i);
                continue;
            }
            if (line.charAt(i) == '#' && (i == 0 || isBlank(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
            i++;
        }
        return line;
    }
}
