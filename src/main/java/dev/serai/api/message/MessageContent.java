package dev.serai.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Fields;
import dev.serai.event.Event;
import dev.serai.event.EventJson;
import dev.serai.event.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * What a message says: the bytes of the field {@code payload} as they stand in the body, or a text
 * of any kind, which clients give as {@code rawPayload} among the parameters of a transformation.
 */
record MessageContent(byte[] data, String contentType) {

    private static final String PARAMETERS = "transformationsParams";
    private static final String RAW = "rawPayload";
    private static final String HEADERS = "headers";
    private static final String CONTENT_TYPE = "content-type";
    private static final String TEXT = "text/plain";

    static MessageContent of(byte[] payload, Fields fields) {
        JsonNode parameters = fields.object().path(PARAMETERS);
        if (parameters.isMissingNode() || parameters.isNull() || parameters.isEmpty()) {
            if (payload.length == 0) {
                throw Fields.wrong("/payload", "is a JSON object");
            }
            return new MessageContent(payload, Event.JSON);
        }
        Fields given = Fields.of(parameters);
        String raw = given.text(RAW, Integer.MAX_VALUE);
        if (raw == null) {
            throw Fields.wrong("/" + PARAMETERS, "is not in effect here; nothing is transformed");
        }
        given.known(Set.of(RAW, HEADERS));
        return raw(raw.getBytes(StandardCharsets.UTF_8), given);
    }

    private static MessageContent raw(byte[] data, Fields given) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given.texts(HEADERS));
        String type = headers.remove(CONTENT_TYPE);
        if (!headers.isEmpty()) {
            throw Fields.wrong(
                    pointer(), "has content-type only; other headers are the endpoint's");
        }
        if (type == null) {
            return new MessageContent(data, JsonText.isJson(data) ? Event.JSON : TEXT);
        }
        if (!isType(type) || type.equals(Event.EXPUNGED)) {
            throw Fields.wrong(pointer() + "/" + CONTENT_TYPE, "is no media type");
        }
        if (EventJson.isJson(type) && !JsonText.isJson(data)) {
            throw Fields.wrong("/" + PARAMETERS + "/" + RAW, "is not the JSON that its type says");
        }
        return new MessageContent(data, type);
    }

    private static boolean isType(String type) {
        try {
            MediaType parsed = MediaType.parseMediaType(type);
            return !parsed.isWildcardType() && !parsed.isWildcardSubtype();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static String pointer() {
        return "/" + PARAMETERS + "/" + HEADERS;
    }
}
