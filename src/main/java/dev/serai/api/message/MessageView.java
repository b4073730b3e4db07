package dev.serai.api.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.event.Event;
import dev.serai.event.EventJson;
import dev.serai.event.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as the outbound API shows it.
 *
 * @param payload JSON, as it was received
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageView(
        String id,
        @Nullable String eventId,
        String eventType,
        @Nullable List<String> channels,
        @Nullable List<String> tags,
        @JsonRawValue String payload,
        Instant timestamp) {

    private static final String NOTHING = "{}";

    /** What Svix shows of a payload that is gone. */
    private static final String EXPIRED = "{\"expired\":true}";

    /**
     * Shows a message.
     *
     * @param content whether with its data
     */
    static MessageView of(Message message, boolean content) {
        return of(message.event(), message.tags(), content);
    }

    static MessageView of(Event event, List<String> tags, boolean content) {
        String subject = event.subject();
        return new MessageView(
                event.id().value(),
                event.originId(),
                event.type(),
                subject == null ? null : List.of(subject.split(",")),
                tags.isEmpty() ? null : tags,
                content ? payload(event) : NOTHING,
                event.time());
    }

    /** Data that is no JSON is shown as a text. */
    private static String payload(Event event) {
        if (event.isExpunged()) {
            return EXPIRED;
        }
        String text = new String(event.data(), StandardCharsets.UTF_8);
        boolean json = EventJson.isJson(event.dataContentType()) && JsonText.isJson(event.data());
        return json ? text : TextNode.valueOf(text).toString();
    }
}
