package dev.serai.api.event;

import dev.serai.api.error.BodyLimit;
import dev.serai.event.EventDraft;
import dev.serai.event.EventJson;
import dev.serai.event.EventJsonReader;
import dev.serai.event.EventUnreadable;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.Publishing.Placed;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads the events out of a request, in whichever mode of CloudEvents' HTTP binding it is. */
final class PublishedRequest {

    private static final String HEADER_PREFIX = "ce-";
    private static final String EVENTS = "cloudevents";
    private static final String CONTENT_TYPE = "datacontenttype";

    private final IngressLimits limits;

    PublishedRequest(IngressLimits limits) {
        this.limits = limits;
    }

    /** Whether it brings several events, or may. */
    boolean isBatch(HttpServletRequest request) {
        return isOf(request, EventJson.BATCH);
    }

    /**
     * Reads all events.
     *
     * @throws EventUnreadable if they are not what their mode says
     */
    List<Placed> read(HttpServletRequest request) throws IOException {
        if (request.getHeader("Content-Encoding") != null) {
            throw unsupported("Send the events without a content encoding.");
        }
        if (isBatch(request)) {
            return batch(EventJsonReader.readBatch(body(request), limits.batchMax()));
        }
        if (isOf(request, EventJson.STRUCTURED)) {
            return List.of(new Placed("/", EventJsonReader.read(body(request))));
        }
        return List.of(new Placed(HEADER_PREFIX, binary(request)));
    }

    private static List<Placed> batch(List<EventDraft> drafts) {
        List<Placed> placed = new ArrayList<>();
        for (EventDraft draft : drafts) {
            placed.add(new Placed("/" + placed.size() + "/", draft));
        }
        return placed;
    }

    private EventDraft binary(HttpServletRequest request) throws IOException {
        Map<String, String> attributes = new HashMap<>();
        for (String header : Collections.list(request.getHeaderNames())) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(HEADER_PREFIX)) {
                attributes.put(name.substring(HEADER_PREFIX.length()), value(request, header));
            }
        }
        if (attributes.isEmpty()) {
            throw unsupported(
                    "Send "
                            + EventJson.STRUCTURED
                            + ", "
                            + EventJson.BATCH
                            + ", or any data with the event's attributes in ce- headers.");
        }
        if (attributes.containsKey(CONTENT_TYPE)) {
            throw new EventUnreadable(
                    HEADER_PREFIX + CONTENT_TYPE, "is told by the header Content-Type");
        }
        String contentType = request.getContentType();
        if (contentType != null) {
            attributes.put(CONTENT_TYPE, contentType);
        }
        byte[] body = body(request);
        return new EventDraft(attributes, body.length == 0 ? null : body);
    }

    /** A header's value, percent-decoded as the HTTP binding has it. */
    private static String value(HttpServletRequest request, String header) {
        List<String> values = Collections.list(request.getHeaders(header));
        if (new HashSet<>(values).size() > 1) {
            throw new EventUnreadable(header, "came more than once, with different values");
        }
        try {
            // Only %XX is encoded in a header; a plus is a plus.
            return URLDecoder.decode(values.getFirst().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EventUnreadable(header, "has a % that encodes nothing");
        }
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(limits.bodyBytesMax() + 1);
        if (body.length > limits.bodyBytesMax()) {
            throw BodyLimit.exceeded(limits.bodyBytesMax());
        }
        return body;
    }

    private static boolean isOf(HttpServletRequest request, String wanted) {
        String contentType = request.getContentType();
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            if (type.getSubtype().startsWith(EVENTS)) {
                refuseOtherForms(type);
            }
            return MediaType.parseMediaType(wanted).equalsTypeAndSubtype(type);
        } catch (InvalidMediaTypeException e) {
            throw unsupported("The Content-Type is no media type.");
        }
    }

    private static void refuseOtherForms(MediaType type) {
        boolean json =
                List.of(EventJson.STRUCTURED, EventJson.BATCH)
                        .contains(type.getType() + "/" + type.getSubtype());
        boolean utf8 =
                type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
        if (!json || !utf8) {
            throw unsupported("CloudEvents are taken as JSON in UTF-8.");
        }
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(
                Problem.of(415, "unsupported_media_type", "The media type is not taken", detail),
                Map.of("Accept-Post", EventJson.STRUCTURED + ", " + EventJson.BATCH + ", */*"));
    }
}
