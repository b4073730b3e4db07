package dev.serai.ingress;

import dev.serai.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of a request that was refused.
 *
 * @param id {@code rej_} and a KSUID
 * @param tenant whose source it came to; the default one if that is not known
 * @param source the source's name, empty for a request to none
 * @param path shortened
 * @param headers JSON, the values of secrets left out
 * @param body all of it or the first bytes
 * @param size how many bytes the body had
 * @param explanation JSON; null if it was not worked step by step
 */
record Rejection(
        String id,
        Instant at,
        TenantId tenant,
        String source,
        RefusalReason reason,
        String detail,
        String method,
        String path,
        String headers,
        byte[] body,
        int size,
        @Nullable String explanation) {

    /** What it counts for. */
    int bytes() {
        return detail.length()
                + path.length()
                + headers.length()
                + body.length
                + (explanation == null ? 0 : explanation.length());
    }
}
