package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errorproxy.domain.provider.Wording;
import java.util.Optional;

/**
 * Where an error's body has what an operator may overrule.
 *
 * @param message the words for people
 * @param code what plays the error's code
 * @param status what repeats the HTTP status where it is a number: some bodies have a word there at times
 */
record Places(JsonPointer message, JsonPointer code, Optional<JsonPointer> status) {

    /** Returns the places in a body that does not repeat the HTTP status. */
    static Places of(String message, String code) {
        return new Places(JsonPointer.compile(message), JsonPointer.compile(code), Optional.empty());
    }

    static Places of(String message, String code, String status) {
        return new Places(
                JsonPointer.compile(message), JsonPointer.compile(code), Optional.of(JsonPointer.compile(status)));
    }

    /** Puts what is overruled, each into its one place. */
    void overrule(ObjectNode body, Wording wording) {
        repeatedStatus(body)
                .ifPresent(place -> wording.status().ifPresent(number -> put(body, place, IntNode.valueOf(number))));
        wording.message().ifPresent(text -> put(body, message, TextNode.valueOf(text)));
        wording.code().ifPresent(text -> put(body, code, TextNode.valueOf(text)));
    }

    boolean repeatsStatus(ObjectNode body) {
        return repeatedStatus(body).isPresent();
    }

    private Optional<JsonPointer> repeatedStatus(ObjectNode body) {
        return status.filter(place -> body.at(place).isNumber());
    }

    private static void put(ObjectNode body, JsonPointer place, JsonNode value) {
        body.withObject(place.head()).set(place.last().getMatchingProperty(), value);
    }
}
