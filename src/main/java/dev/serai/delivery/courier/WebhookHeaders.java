package dev.serai.delivery.courier;

import dev.serai.event.Event;
import dev.serai.subscription.ReservedHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Composes what is sent beside the data: the signature by Standard Webhooks, and the event's
 * attributes by the binary mode of the CloudEvents HTTP binding.
 */
final class WebhookHeaders {

    private static final int FIRST_PRINTABLE = 0x21;
    private static final int LAST_PRINTABLE = 0x7E;

    private WebhookHeaders() {}

    /** The headers of an attempt made at a time; no value holds a line's end. */
    static Map<String, String> of(
            Delivery delivery, Posted posted, Instant now, Set<SignatureNames> names) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        delivery.endpoint()
                .settings()
                .headers()
                .forEach(
                        (name, value) -> {
                            if (!ReservedHeaders.holds(name)) {
                                headers.put(name, printable(value));
                            }
                        });
        // The event's come last: an endpoint's own headers must not stand for them.
        headers.put("Content-Type", printable(posted.contentType()));
        if (!posted.whole()) {
            attributes(headers, delivery.event());
        }
        put(headers, "traceparent", delivery.event().traceparent());
        sign(headers, delivery, posted, now, names);
        return headers;
    }

    /** Once, whatever it is called. */
    private static void sign(
            Map<String, String> headers,
            Delivery delivery,
            Posted posted,
            Instant now,
            Set<SignatureNames> names) {
        String id = delivery.event().id().value();
        String signatures = delivery.endpoint().secrets().signatures(id, now, posted.body());
        for (SignatureNames name : names) {
            headers.put(name.id(), id);
            headers.put(name.timestamp(), Long.toString(now.getEpochSecond()));
            headers.put(name.signature(), signatures);
        }
    }

    private static void attributes(Map<String, String> headers, Event event) {
        headers.put("ce-specversion", "1.0");
        put(headers, "ce-id", event.id().value());
        put(headers, "ce-source", event.source());
        put(headers, "ce-type", event.type());
        put(headers, "ce-subject", event.subject());
        put(headers, "ce-time", event.time().toString());
        put(headers, "ce-tenant", event.owner().tenant().value());
        put(headers, "ce-project", event.owner().project().value());
        put(headers, "ce-partitionkey", event.partitionKey());
        put(headers, "ce-priority", event.priority().wire());
        put(headers, "ce-originid", event.originId());
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
