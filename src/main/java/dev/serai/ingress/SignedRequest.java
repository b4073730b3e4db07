package dev.serai.ingress;

import dev.serai.outbox.RawRequest;
import dev.serai.signing.message.SignedMessage;
import java.util.List;

/**
 * A request as signatures see it.
 *
 * @param told the URL that the provider was told, or empty
 */
record SignedRequest(RawRequest request, String told) implements SignedMessage {
    @Override
    public String method() {
        return request.method();
    }

    /** What the provider was told; some put a query of their own behind it, and sign that. */
    @Override
    public String url() {
        return request.query() == null || told.contains("?") ? told : told + "?" + request.query();
    }

    @Override
    public String query() {
        return request.query() == null ? "" : request.query();
    }

    @Override
    public List<String> header(String name) {
        return DedupeRule.header(request, name);
    }

    @Override
    public byte[] body() {
        return request.body();
    }
}
