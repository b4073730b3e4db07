package dev.serai.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it was received, byte for byte: the proof of what came in.
 *
 * @param method the HTTP method
 * @param path the path without the query
 * @param query the query string undecoded, or null
 * @param headers the header lines in their order, repeated names included
 * @param body the body's bytes; the caller's array, not copied and never changed
 */
public record RawRequest(
        String method, String path, @Nullable String query, List<Header> headers, byte[] body) {

    public RawRequest {
        headers = List.copyOf(headers);
    }

    /** A header line. */
    public record Header(String name, String value) {}

    /** The method and path only: headers and body may be private. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
