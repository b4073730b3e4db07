package dev.serai.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.outbox.RawRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The webhook that an event came in by. What may be a secret is hidden; signatures prove something
 * only to who has the key, and are shown.
 *
 * @param query the query string as it came, or null
 * @param size the body's length in bytes
 * @param receivedAt when it had become durable
 * @param accepted who took it in though it was not proved; null for one that was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestView(
        String method,
        String path,
        @Nullable String query,
        List<RawRequest.Header> headers,
        int size,
        Instant receivedAt,
        @Nullable AcceptanceView accepted) {

    private static final String HIDDEN = "(hidden)";

    static RequestView of(
            RawRequest request, Instant receivedAt, @Nullable AcceptanceView accepted) {
        return new RequestView(
                request.method(),
                request.path(),
                request.query() == null ? null : shown(request.query()),
                shown(request.headers()),
                request.body().length,
                receivedAt,
                accepted);
    }

    /** Header lines without what may be secret. */
    public static List<RawRequest.Header> shown(List<RawRequest.Header> headers) {
        return headers.stream().map(RequestView::shown).toList();
    }

    private static RawRequest.Header shown(RawRequest.Header header) {
        return RawRequest.Header.mayBeSecret(header.name())
                ? new RawRequest.Header(header.name(), HIDDEN)
                : header;
    }

    private static String shown(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(
                        pair ->
                                RawRequest.Header.mayBeSecret(pair)
                                        ? pair.replaceFirst("=.*", "=" + HIDDEN)
                                        : pair)
                .collect(Collectors.joining("&"));
    }
}
