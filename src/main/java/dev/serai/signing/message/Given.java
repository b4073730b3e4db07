package dev.serai.signing.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A message with its body read as far as a scheme looks into it.
 *
 * @param json the body; missing if it is no JSON, or nobody asks
 * @param form the body's fields; none if nobody asks
 */
public record Given(SignedMessage message, JsonNode json, FormFields form) {

    public static Given of(SignedMessage message, boolean readsJson, boolean readsForm) {
        return new Given(
                message,
                readsJson ? Json.read(message.body()) : MissingNode.getInstance(),
                readsForm ? FormFields.read(message.body()) : FormFields.NONE);
    }
}
