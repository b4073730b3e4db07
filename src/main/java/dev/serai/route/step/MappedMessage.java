package dev.serai.route.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.ingress.mapped.Unmappable;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a source's route has made of a webhook when it comes to {@code ingress:append}. */
public final class MappedMessage {

    /** The variable in which a mapping leaves what it says of the event. */
    private static final String EVENT = "event";

    private static final ObjectMapper JSON = new ObjectMapper();

    private MappedMessage() {}

    /**
     * What the mapping says of the event, or of several in an array.
     *
     * @throws Unmappable if it says nothing, or what is no JSON
     */
    public static JsonNode event(Exchange exchange) {
        Object variable = exchange.getVariable(EVENT);
        try {
            return switch (variable) {
                case null -> throw new Unmappable("the route has not set the variable event");
                case JsonNode node -> node;
                case String text -> JSON.readTree(text);
                default -> JSON.valueToTree(variable);
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Unmappable("the variable event is no JSON object");
        }
    }

    /**
     * The data that a mapping has made.
     *
     * @throws Unmappable if it is none, or too large
     */
    public static byte[] data(Message message, int bytesMax) {
        byte[] data = message.getBody(byte[].class);
        if (data == null && message.getBody() != null) {
            throw new Unmappable("the route left a body that is no data");
        }
        byte[] bytes = data == null ? new byte[0] : data;
        if (bytes.length > bytesMax) {
            throw new Unmappable("the mapped data has more than " + bytesMax + " bytes");
        }
        return bytes;
    }
}
