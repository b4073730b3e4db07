package dev.serai.relay.kafka;

import dev.serai.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** An event's attributes as the headers of CloudEvents' Kafka binding in binary mode. */
final class EventHeaders {

    private static final byte[] SPEC_VERSION = bytes("1.0");

    private EventHeaders() {}

    static Headers of(Event event) {
        Headers headers = new RecordHeaders();
        headers.add("ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", event.id().value());
        add(headers, "ce_source", event.source());
        add(headers, "ce_type", event.type());
        add(headers, "ce_subject", event.subject());
        add(headers, "ce_time", DateTimeFormatter.ISO_INSTANT.format(event.time()));
        add(headers, "ce_tenant", event.owner().tenant().value());
        add(headers, "ce_project", event.owner().project().value());
        add(headers, "ce_partitionkey", event.partitionKey());
        add(headers, "ce_priority", event.priority().wire());
        add(headers, "ce_originid", event.originId());
        add(headers, "ce_traceparent", event.traceparent());
        add(headers, "content-type", event.dataContentType());
        return headers;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, bytes(value));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
