package dev.serai.eventtype;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of a kind of event.
 *
 * @param text for people
 * @param schemas a JSON object, one JSON Schema for each version, as it was given; or null
 * @param featureFlags only who has one of these is shown it; none for everybody
 * @param group under which it is shown, or null
 * @param archived whether it is of the past: not listed any more
 * @param deprecated whether endpoints had better not begin to ask for it
 * @param retrySchedule when a failed delivery of it is tried again, or null for the hub's schedule
 */
public record Description(
        String text,
        @Nullable String schemas,
        List<String> featureFlags,
        @Nullable String group,
        boolean archived,
        boolean deprecated,
        @Nullable List<Duration> retrySchedule) {

    public Description {
        featureFlags = List.copyOf(featureFlags);
        retrySchedule = retrySchedule == null ? null : List.copyOf(retrySchedule);
    }

    /** The same, archived. */
    public Description archive() {
        return new Description(text, schemas, featureFlags, group, true, deprecated, retrySchedule);
    }

    /** The same with another schedule. */
    public Description retried(@Nullable List<Duration> schedule) {
        return new Description(text, schemas, featureFlags, group, archived, deprecated, schedule);
    }
}
