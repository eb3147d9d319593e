package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

/**
 * One header field, its name spelled as it was sent.
 *
 * @param name the field name, compared without regard to case
 * @param value the field value, without surrounding white space
 */
public record Header(String name, String value) {

    public Header {
        requireNonNull(name, "name is null");
        requireNonNull(value, "value is null");
    }

    /** Returns the name only: a value may be a key. */
    @Override
    public String toString() {
        return name;
    }
}
