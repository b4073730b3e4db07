package dev.serai.api.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.api.Fields;
import dev.serai.outbox.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request that somebody has pasted: {@code {"method","url","headers","body"}}, the headers
 * an object or an array of {@code [name, value]}, a body that is no text as {@code bodyBase64}.
 */
final class PastedRequest {

    private static final int HEADERS_MAX = 200;
    private static final int HEADER_LENGTH_MAX = 16 * 1024;
    private static final int URL_LENGTH_MAX = 8 * 1024;
    private static final String PLACE = "/request/";

    private final int bodyBytesMax;

    PastedRequest(int bodyBytesMax) {
        this.bodyBytesMax = bodyBytesMax;
    }

    /**
     * A request.
     *
     * @param url as it was pasted; empty if it was not
     */
    record Read(RawRequest raw, String url) {}

    Read read(@Nullable JsonNode pasted) {
        if (pasted == null || !pasted.isObject()) {
            throw Fields.wrong("/request", "is an object with headers and body");
        }
        pasted.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!Set.of("method", "url", "headers", "body", "bodyBase64")
                                    .contains(name)) {
                                throw Fields.wrong(PLACE + name, "there is no such field here");
                            }
                        });
        String method = text(pasted, "method", 20);
        String url = text(pasted, "url", URL_LENGTH_MAX);
        int query = url.indexOf('?');
        RawRequest raw =
                new RawRequest(
                        method.isEmpty() ? "POST" : method,
                        query < 0 ? url : url.substring(0, query),
                        query < 0 ? null : url.substring(query + 1),
                        headers(pasted.path("headers")),
                        body(pasted));
        return new Read(raw, url);
    }

    private byte[] body(JsonNode pasted) {
        if (pasted.has("body") && pasted.has("bodyBase64")) {
            throw Fields.wrong(PLACE + "bodyBase64", "stands in place of body, not beside it");
        }
        byte[] body = pasted.has("bodyBase64") ? decoded(pasted) : bytes(pasted);
        if (body.length > bodyBytesMax) {
            throw Fields.wrong(PLACE + "body", "has at most " + bodyBytesMax + " bytes");
        }
        return body;
    }

    private byte[] bytes(JsonNode pasted) {
        return text(pasted, "body", bodyBytesMax).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(JsonNode pasted) {
        try {
            return Base64.getDecoder().decode(text(pasted, "bodyBase64", Integer.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            throw Fields.wrong(PLACE + "bodyBase64", "is base64");
        }
    }

    private static String text(JsonNode pasted, String name, int lengthMax) {
        JsonNode value = pasted.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual() || value.textValue().length() > lengthMax) {
            throw Fields.wrong(PLACE + name, "is a text of at most " + lengthMax + " characters");
        }
        return value.textValue();
    }

    private static List<RawRequest.Header> headers(JsonNode headers) {
        List<RawRequest.Header> lines = new ArrayList<>();
        if (headers.isArray()) {
            headers.forEach(
                    line ->
                            lines.add(
                                    line.isObject()
                                            ? header(line.path("name"), line.path("value"))
                                            : header(line.path(0), line.path(1))));
        } else if (headers.isObject()) {
            for (Map.Entry<String, JsonNode> entry : headers.properties()) {
                JsonNode name = TextNode.valueOf(entry.getKey());
                if (entry.getValue().isArray()) {
                    entry.getValue().forEach(value -> lines.add(header(name, value)));
                } else {
                    lines.add(header(name, entry.getValue()));
                }
            }
        } else if (!headers.isMissingNode()) {
            throw wrongHeaders();
        }
        if (lines.size() > HEADERS_MAX) {
            throw wrongHeaders();
        }
        return lines;
    }

    private static RawRequest.Header header(JsonNode name, JsonNode value) {
        if (!name.isTextual()
                || !value.isTextual()
                || value.textValue().length() > HEADER_LENGTH_MAX) {
            throw wrongHeaders();
        }
        return new RawRequest.Header(name.textValue(), value.textValue());
    }

    private static RuntimeException wrongHeaders() {
        return Fields.wrong(
                PLACE + "headers",
                "is an object of texts, or an array of [name, value] or of objects with name and"
                        + " value; at most 200 headers");
    }
}
