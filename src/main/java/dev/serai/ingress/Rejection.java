package dev.serai.ingress;

import java.time.Instant;

/**
 * The record of a request that was refused.
 *
 * @param id {@code rej_} and a KSUID
 * @param source the source's name, empty for a request to none
 * @param path shortened
 * @param headers JSON, the values of secrets left out
 * @param body the first bytes of it
 */
record Rejection(
        String id,
        Instant at,
        String source,
        RefusalReason reason,
        String detail,
        String method,
        String path,
        String headers,
        byte[] body) {

    /** What it counts for. */
    int bytes() {
        return detail.length() + path.length() + headers.length() + body.length;
    }
}
