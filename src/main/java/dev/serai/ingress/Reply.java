package dev.serai.ingress;

import java.util.Map;

/**
 * An answer that a route gives in place of the hub's own, because a provider wants that one.
 *
 * @param status 200 to 299, or 403 for a handshake that is refused
 * @param contentType empty for an answer without a body
 * @param headers further headers
 * @param body the caller's array, not copied and never changed
 */
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {

    public Reply {
        headers = Map.copyOf(headers);
    }
}
