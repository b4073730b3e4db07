package dev.serai.relay.kafka;

import dev.serai.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** An event's attributes by the names that CloudEvents' Kafka binding has for them. */
public final class EventHeaders {

    /** The media type of the data. */
    public static final String CONTENT_TYPE = "content-type";

    private EventHeaders() {}

    /** Every attribute that the event has, in one order always. */
    public static Map<String, String> of(Event event) {
        Map<String, String> headers = new LinkedHashMap<>();
        each(event, headers::put);
        return headers;
    }

    static Headers ofRecord(Event event) {
        Headers headers = new RecordHeaders();
        each(event, (name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static void each(Event event, BiConsumer<String, String> headers) {
        headers.accept("ce_specversion", "1.0");
        headers.accept("ce_id", event.id().value());
        headers.accept("ce_source", event.source());
        headers.accept("ce_type", event.type());
        put(headers, "ce_subject", event.subject());
        headers.accept("ce_time", DateTimeFormatter.ISO_INSTANT.format(event.time()));
        headers.accept("ce_tenant", event.owner().tenant().value());
        headers.accept("ce_project", event.owner().project().value());
        headers.accept("ce_partitionkey", event.partitionKey());
        headers.accept("ce_priority", event.priority().wire());
        put(headers, "ce_originid", event.originId());
        put(headers, "ce_traceparent", event.traceparent());
        headers.accept(CONTENT_TYPE, event.dataContentType());
    }

    private static void put(
            BiConsumer<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.accept(name, value);
        }
    }
}
