package dev.serai.subscription;

import dev.serai.event.Event;
import dev.serai.event.TypePattern;
import dev.serai.subscription.condition.Condition;
import dev.serai.subscription.option.EndpointOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's owner says of it.
 *
 * @param uid the owner's own name for it, unique in the project, or null
 * @param url where events go
 * @param description for people
 * @param eventTypes which types it wants; none for every type
 * @param channels which channels it wants; none for every event. The channels of an event are its
 *     subject, parted by commas
 * @param disabled whether it wants nothing for now
 * @param metadata the owner's own notes
 * @param throttleRate how many attempts a second each hub makes at most, or null for no limit
 * @param headers sent with every attempt, beside those of the event
 * @param options how it wants what it gets
 */
public record EndpointSettings(
        @Nullable String uid,
        EndpointUrl url,
        String description,
        List<TypePattern> eventTypes,
        List<String> channels,
        boolean disabled,
        Map<String, String> metadata,
        @Nullable Integer throttleRate,
        Map<String, String> headers,
        EndpointOptions options) {

    public EndpointSettings {
        eventTypes = List.copyOf(eventTypes);
        channels = List.copyOf(channels);
        metadata = Map.copyOf(metadata);
        headers = Map.copyOf(headers);
    }

    /** Those of an endpoint that says nothing of its options. */
    public EndpointSettings(
            @Nullable String uid,
            EndpointUrl url,
            String description,
            List<TypePattern> eventTypes,
            List<String> channels,
            boolean disabled,
            Map<String, String> metadata,
            @Nullable Integer throttleRate,
            Map<String, String> headers) {
        this(
                uid,
                url,
                description,
                eventTypes,
                channels,
                disabled,
                metadata,
                throttleRate,
                headers,
                EndpointOptions.DEFAULT);
    }

    boolean wantsType(String type) {
        return eventTypes.isEmpty()
                || eventTypes.stream().anyMatch(pattern -> pattern.matches(type));
    }

    /** Whether the type alone does not say which events it wants. */
    boolean isSelective() {
        return !channels.isEmpty() || options.condition() != null;
    }

    /** Whether it wants an event of a type that it wants. */
    boolean wants(Event event, EventData data) {
        Condition condition = options.condition();
        return wantsChannel(event.subject()) && (condition == null || data.meets(condition));
    }

    private boolean wantsChannel(@Nullable String subject) {
        return channels.isEmpty()
                || subject != null
                        && List.of(subject.split(",")).stream().anyMatch(channels::contains);
    }

    /** The same with other headers. */
    public EndpointSettings withHeaders(Map<String, String> others) {
        return new EndpointSettings(
                uid,
                url,
                description,
                eventTypes,
                channels,
                disabled,
                metadata,
                throttleRate,
                others,
                options);
    }

    /** The same with other options. */
    public EndpointSettings withOptions(EndpointOptions others) {
        return new EndpointSettings(
                uid,
                url,
                description,
                eventTypes,
                channels,
                disabled,
                metadata,
                throttleRate,
                headers,
                others);
    }

    /** The same, but it wants nothing for now. */
    EndpointSettings asDisabled() {
        return new EndpointSettings(
                uid,
                url,
                description,
                eventTypes,
                channels,
                true,
                metadata,
                throttleRate,
                headers,
                options);
    }
}
