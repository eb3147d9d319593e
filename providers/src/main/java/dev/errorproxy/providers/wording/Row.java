package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;

/**
 * One row of a provider's table of errors.
 *
 * @param status the HTTP status
 * @param type the error's type, or what the provider has in its place
 * @param code the error's code; null where the provider says null or has none
 * @param param the member of the request that is wrong; null where none is
 * @param message the words for people, in which <code>{model}</code> stands for the model asked for
 */
record Row(int status, String type, String code, String param, String message) {

    private static final int SHOWN = 200;
    private static final String MODEL = "{model}";

    static Row of(int status, String type, String code, String message) {
        return new Row(status, type, code, null, message);
    }

    Row at(String wrongParam) {
        return new Row(status, type, code, wrongParam, message);
    }

    Row withMessage(String other) {
        return new Row(status, type, code, param, other);
    }

    /** Returns the message about a model. */
    String about(String model) {
        return message.replace(MODEL, model);
    }

    /** Returns the model that the call asks for, as much of its name as fits into a message. */
    static String model(Call call, String unknown) {
        return call.inference()
                .model()
                .filter(name -> !name.isEmpty())
                .map(Row::shown)
                .orElse(unknown);
    }

    /** Returns as much of a name as fits into a message. */
    static String shown(String name) {
        if (name.length() <= SHOWN) {
            return name;
        }
        // Not the half of a character.
        return name.substring(0, Character.isHighSurrogate(name.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN) + "...";
    }
}
