package dev.serai.delivery.courier;

import dev.serai.event.Event;
import dev.serai.signing.algorithm.StandardWebhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Composes what is sent beside the data: the signature by Standard Webhooks, and the event's
 * attributes by the binary mode of the CloudEvents HTTP binding.
 */
final class WebhookHeaders {

    /** These the connection speaks for itself. */
    private static final Set<String> NOT_OURS_TO_SET =
            Set.of(
                    "connection",
                    "content-length",
                    "host",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private static final int FIRST_PRINTABLE = 0x21;
    private static final int LAST_PRINTABLE = 0x7E;

    private WebhookHeaders() {}

    /** The headers of an attempt made at a time; no value holds a line's end. */
    static Map<String, String> of(Delivery delivery, Instant now) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        delivery.endpoint()
                .settings()
                .headers()
                .forEach(
                        (name, value) -> {
                            if (!NOT_OURS_TO_SET.contains(
                                    name.toLowerCase(java.util.Locale.ROOT))) {
                                headers.put(name, printable(value));
                            }
                        });
        // The event's come last: an endpoint's own headers must not stand for them.
        attributes(delivery.event()).forEach(headers::put);
        signature(delivery, now).forEach(headers::put);
        return headers;
    }

    private static Map<String, String> signature(Delivery delivery, Instant now) {
        Event event = delivery.event();
        String id = event.id().value();
        return Map.of(
                StandardWebhooks.ID_HEADER,
                id,
                StandardWebhooks.TIMESTAMP_HEADER,
                Long.toString(now.getEpochSecond()),
                StandardWebhooks.SIGNATURE_HEADER,
                StandardWebhooks.sign(delivery.endpoint().secret(), id, now, event.data()));
    }

    private static Map<String, String> attributes(Event event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("Content-Type", printable(event.dataContentType()));
        attributes.put("ce-specversion", "1.0");
        put(attributes, "ce-id", event.id().value());
        put(attributes, "ce-source", event.source());
        put(attributes, "ce-type", event.type());
        put(attributes, "ce-subject", event.subject());
        put(attributes, "ce-time", event.time().toString());
        put(attributes, "ce-tenant", event.owner().tenant().value());
        put(attributes, "ce-project", event.owner().project().value());
        put(attributes, "ce-partitionkey", event.partitionKey());
        put(attributes, "ce-priority", event.priority().wire());
        put(attributes, "ce-originid", event.originId());
        put(attributes, "traceparent", event.traceparent());
        return attributes;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, encode(value));
        }
    }

    /**
     * Percent-encoded as the CloudEvents HTTP binding says: space, {@code "}, %, and all beyond.
     */
    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE || c == '"' || c == '%') {
                encoded.append('%').append("%02X".formatted(c));
            } else {
                encoded.append((char) c);
            }
        }
        return encoded.toString();
    }

    /** Without what could end a header's line. */
    private static String printable(String value) {
        return value.replaceAll("[^\\x20-\\x7E]", "");
    }
}
