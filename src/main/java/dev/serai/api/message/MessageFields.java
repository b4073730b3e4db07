package dev.serai.api.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.Fields;
import dev.serai.api.endpoint.EndpointFields;
import dev.serai.event.JsonText;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a message is made of.
 *
 * @param content what is to be sent
 * @param application the app to be made if there is none yet, or null
 */
record MessageFields(
        String eventType,
        MessageContent content,
        @Nullable String eventId,
        List<String> channels,
        List<String> tags,
        @Nullable JsonNode application) {

    private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9._-]{1,256}");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9._/\\\\#-]{1,128}");
    private static final int CHANNELS_MAX = 10;
    private static final int TAGS_MAX = 20;
    private static final String PAYLOAD = "payload";
    private static final Set<String> FIELDS =
            Set.of(
                    "eventType",
                    "eventId",
                    "channels",
                    "application",
                    "deliverAt",
                    "payloadRetentionPeriod",
                    "payloadRetentionHours",
                    "tags",
                    "transformationsParams");
    private static final int RETENTION_DEFAULT = 90;

    /**
     * Reads a body; the payload's bytes are cut out of it, neither parsed anew nor written anew.
     */
    static MessageFields of(byte[] body, ObjectMapper json) {
        if (!JsonText.isUtf8(body)) {
            throw unreadable();
        }
        byte[][] payload = new byte[1][];
        ObjectNode rest = json.createObjectNode();
        try (JsonParser parser = json.getFactory().createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Fields.wrong("", "the body is a JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals(PAYLOAD)) {
                    payload[0] = cut(parser, value, body);
                } else {
                    rest.set(name, json.<JsonNode>readTree(parser));
                }
            }
            if (parser.nextToken() != null) {
                throw unreadable();
            }
        } catch (JsonProcessingException e) {
            throw unreadable();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is nothing to wait for in an array
        }
        return read(new Fields(rest), payload[0]);
    }

    private static MessageFields read(Fields fields, byte @Nullable [] payload) {
        fields.known(FIELDS);
        refuseOthers(fields);
        String type = fields.requiredText("eventType", Integer.MAX_VALUE);
        if (!TYPE.matcher(type).matches()) {
            throw Fields.wrong("/eventType", "is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
        if (payload == null) {
            throw Fields.wrong("/payload", "is required");
        }
        return new MessageFields(
                type,
                MessageContent.of(payload, fields),
                fields.uid("eventId"),
                fields.list("channels", CHANNELS_MAX, EndpointFields::channel),
                fields.list("tags", TAGS_MAX, MessageFields::tag),
                application(fields));
    }

    private static void refuseOthers(Fields fields) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String retention = "all events are kept for serai.log.retention";
        fields.refuse("payloadRetentionPeriod", json.numberNode(RETENTION_DEFAULT), retention);
        fields.refuse("payloadRetentionHours", json.nullNode(), retention);
        fields.refuse("deliverAt", json.nullNode(), "send it when it is to be delivered");
    }

    private static String tag(String text) {
        if (!TAG.matcher(text).matches()) {
            throw new IllegalArgumentException("is 1 to 128 characters of a-z A-Z 0-9 . _ / # -");
        }
        return text;
    }

    private static @Nullable JsonNode application(Fields fields) {
        JsonNode application = fields.object().path("application");
        return application.isObject() ? application : null;
    }

    /** Empty for what is no object: clients that give a text aside leave something else here. */
    private static byte[] cut(JsonParser parser, JsonToken value, byte[] body) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new byte[0];
        }
        long begin = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        long end = parser.currentLocation().getByteOffset();
        if (begin < 0 || end < begin) {
            throw unreadable(); // not UTF-8
        }
        return Arrays.copyOfRange(body, (int) begin, (int) end);
    }

    private static ProblemException unreadable() {
        return new ProblemException(
                Problem.of(
                        400,
                        "unreadable_body",
                        "Unreadable body",
                        "The body is not the JSON it must be, in UTF-8."));
    }
}
