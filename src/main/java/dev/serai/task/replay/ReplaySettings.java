package dev.serai.task.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.delivery.standing.Standing;
import dev.serai.event.TypePattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events are to be sent again; what is null or empty chooses nothing away.
 *
 * @param since appended at this time or later
 * @param until appended before this time
 * @param types of these types, as patterns
 * @param channel of this channel
 * @param tag with this tag
 * @param standing that stand so at the endpoint
 * @param statusClass whose last attempt was answered in this hundred; 0 for no answer
 * @param rate how many a second at most, 1 to {@value #RATE_MAX}
 * @param dryRun whether to count only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplaySettings(
        Instant since,
        Instant until,
        List<String> types,
        @Nullable String channel,
        @Nullable String tag,
        Standing.@Nullable Kind standing,
        @Nullable Integer statusClass,
        int rate,
        boolean dryRun) {

    /** The greatest rate. */
    public static final int RATE_MAX = 1_000;

    /** The rate if nobody says. */
    public static final int RATE = 200;

    private static final int CLASS_SIZE = 100;

    public ReplaySettings {
        types = List.copyOf(types);
    }

    boolean wantsType(String type) {
        return types.isEmpty()
                || types.stream().anyMatch(pattern -> TypePattern.of(pattern).matches(type));
    }

    boolean wantsChannel(@Nullable String subject) {
        return channel == null || subject != null && List.of(subject.split(",")).contains(channel);
    }

    boolean wantsStatus(@Nullable Integer last) {
        return statusClass == null || last != null && last / CLASS_SIZE == statusClass / CLASS_SIZE;
    }
}
