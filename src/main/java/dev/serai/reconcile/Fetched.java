package dev.serai.reconcile;

import dev.serai.outbox.RawRequest;
import java.util.List;

/**
 * What a provider's webhook brings, fetched from the provider.
 *
 * @param headers besides the content type, which is JSON
 * @param body JSON
 */
record Fetched(List<RawRequest.Header> headers, byte[] body) {

    Fetched {
        headers = List.copyOf(headers);
    }

    /** One without headers of its own. */
    static Fetched of(byte[] body) {
        return new Fetched(List.of(), body);
    }
}
