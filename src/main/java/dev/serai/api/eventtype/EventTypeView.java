package dev.serai.api.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.serai.eventtype.Description;
import dev.serai.eventtype.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of events as the outbound API shows it.
 *
 * @param schemas JSON, as it was given
 * @param featureFlag the first flag: clients knew one only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventTypeView(
        String name,
        String description,
        boolean archived,
        boolean deprecated,
        @JsonRawValue @Nullable String schemas,
        @Nullable String featureFlag,
        @Nullable List<String> featureFlags,
        @Nullable String groupName,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Shows a kind of events.
     *
     * @param content whether with its schemas
     */
    static EventTypeView of(EventType type, boolean content) {
        Description description = type.description();
        List<String> flags = description.featureFlags();
        return new EventTypeView(
                type.name(),
                description.text(),
                description.archived(),
                description.deprecated(),
                content ? description.schemas() : null,
                flags.isEmpty() ? null : flags.getFirst(),
                flags.isEmpty() ? null : flags,
                description.group(),
                type.createdAt(),
                type.updatedAt());
    }
}
