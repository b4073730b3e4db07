package dev.serai.subscription;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.event.Event;
import dev.serai.event.EventJson;
import dev.serai.subscription.condition.Condition;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An event's data as conditions see them: read when the first one asks. What is no JSON cannot be
 * judged, and is wanted.
 */
final class EventData {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Event event;
    private final AtomicReference<@Nullable JsonNode> read = new AtomicReference<>();

    EventData(Event event) {
        this.event = event;
    }

    boolean meets(Condition condition) {
        JsonNode data = read.get();
        if (data == null) {
            data = parsed();
            read.set(data);
        }
        return data.isMissingNode() || condition.isMetBy(data);
    }

    private JsonNode parsed() {
        if (!EventJson.isJson(event.dataContentType())) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(event.data());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
