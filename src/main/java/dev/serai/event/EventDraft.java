package dev.serai.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as its publisher wrote it, before anything but its form was checked.
 *
 * @param attributes the context attributes by name, numbers and booleans as text
 * @param data the payload, or null when there is none
 */
public record EventDraft(Map<String, String> attributes, byte @Nullable [] data) {

    public EventDraft {
        attributes = Map.copyOf(attributes);
    }

    /** An attribute, or null. */
    public @Nullable String attribute(String name) {
        return attributes.get(name);
    }

    /** The attributes' names only: all else may be private. */
    @Override
    public String toString() {
        return "EventDraft" + attributes.keySet();
    }
}
