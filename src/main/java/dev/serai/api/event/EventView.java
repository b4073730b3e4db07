package dev.serai.api.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serai.event.EventJson;
import dev.serai.outbox.Entry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as the API shows it: the structured CloudEvent and its position.
 *
 * @param entry the event and its place
 * @param sinks what became of it at every sink; null leaves it out
 * @param request the webhook it came in by; null leaves it out
 */
@JsonSerialize(using = EventView.Json.class)
record EventView(Entry entry, @Nullable List<SinkOutcome> sinks, @Nullable RequestView request) {

    static EventView of(Entry entry) {
        return new EventView(entry, null, null);
    }

    /** Writes the event's data as it is, which mapping it to objects first could not. */
    static final class Json extends JsonSerializer<EventView> {

        @Override
        public void serialize(EventView view, JsonGenerator json, SerializerProvider serializers)
                throws IOException {
            json.writeStartObject();
            EventJson.writeMembers(json, view.entry.event());
            json.writeStringField("position", view.entry.position().toString());
            if (view.sinks != null) {
                serializers.defaultSerializeField("sinks", view.sinks, json);
            }
            if (view.request != null) {
                serializers.defaultSerializeField("request", view.request, json);
            }
            json.writeEndObject();
        }
    }
}
