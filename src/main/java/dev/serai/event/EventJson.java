package dev.serai.event;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the JSON format of CloudEvents 1.0. Data that is JSON stands in {@code data}
 * byte for byte, line ends within it included; any other data stands in {@code data_base64}.
 */
public final class EventJson {

    /** The media type of one event as a JSON object. */
    public static final String STRUCTURED = "application/cloudevents+json";

    /** The media type of a JSON array of events. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int ATTRIBUTES_LENGTH = 512;

    private EventJson() {}

    /** The event as a JSON object, in UTF-8. */
    public static byte[] structured(Event event) {
        return structured(event, null);
    }

    /** The same with a further member {@code position}; null leaves it out. */
    public static byte[] structured(Event event, @Nullable String position) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(event.data().length + ATTRIBUTES_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            writeMembers(json, event);
            if (position != null) {
                json.writeStringField("position", position);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    /** Writes the event's members into an object that the caller has begun and will end. */
    public static void writeMembers(JsonGenerator json, Event event) throws IOException {
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", event.id().value());
        json.writeStringField("source", event.source());
        json.writeStringField("type", event.type());
        writeOptional(json, "subject", event.subject());
        json.writeStringField("time", event.time().toString());
        json.writeStringField("tenant", event.owner().tenant().value());
        json.writeStringField("project", event.owner().project().value());
        json.writeStringField("partitionkey", event.partitionKey());
        json.writeStringField("priority", event.priority().wire());
        writeOptional(json, "originid", event.originId());
        writeOptional(json, "traceparent", event.traceparent());
        json.writeStringField("datacontenttype", event.dataContentType());
        writeData(json, event);
    }

    /** Whether a media type says that its content is JSON. */
    public static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return type.equals("application/json")
                || type.equals("text/json")
                || type.endsWith("+json");
    }

    private static void writeOptional(JsonGenerator json, String name, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void writeData(JsonGenerator json, Event event) throws IOException {
        if (event.data().length == 0) {
            return;
        }
        String inline = isJson(event.dataContentType()) ? JsonText.inline(event.data()) : null;
        if (inline == null) {
            json.writeBinaryField("data_base64", event.data());
        } else {
            json.writeFieldName("data");
            json.writeRawValue(inline);
        }
    }
}
