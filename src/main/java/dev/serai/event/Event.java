package dev.serai.event;

import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The canonical record: a CloudEvents 1.0 event with Serai's extensions.
 *
 * @param id its name everywhere
 * @param owner whose it is (extensions {@code tenant} and {@code project})
 * @param type dotted, lower case, begins with the connector's name: {@code
 *     razorpay.payment.captured}
 * @param source where it came from: a URI reference such as {@code /in/razorpay}
 * @param subject what it is about, or null
 * @param time when it happened, by its producer's clock
 * @param dataContentType the media type of {@code data}
 * @param data the payload's bytes, never changed after construction; empty when there is none
 * @param partitionKey events of one owner with one key keep their order
 * @param priority how urgent it is
 * @param originId the provider's own id of it, or null
 * @param traceparent the W3C trace context it came with, or null
 */
public record Event(
        EventId id,
        Owner owner,
        String type,
        String source,
        @Nullable String subject,
        Instant time,
        String dataContentType,
        byte[] data,
        String partitionKey,
        Priority priority,
        @Nullable String originId,
        @Nullable String traceparent) {

    /** The media type of most data. */
    public static final String JSON = "application/json";

    /** The media type of data that were removed at somebody's wish: there are none any more. */
    public static final String EXPUNGED = "application/vnd.serai.expunged";

    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(dataContentType, "dataContentType");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(partitionKey, "partitionKey");
        Objects.requireNonNull(priority, "priority");
    }

    /** Whether its data were removed; it cannot be sent any more. */
    public boolean isExpunged() {
        return dataContentType.equals(EXPUNGED);
    }

    /** The id and type only: data may be private. */
    @Override
    public String toString() {
        return id + " " + type;
    }
}
