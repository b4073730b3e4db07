package dev.serai.delivery.schedule;

import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The retry schedules of event types, for those endpoints that have none of their own. Asked for
 * every attempt that failed: must answer from memory. A bean of this type is taken if there is one.
 */
public interface TypeSchedules {

    /** No type has one. */
    TypeSchedules NONE = (owner, type) -> null;

    /**
     * How long after each failed attempt the next one comes.
     *
     * @return null for the hub's own schedule
     */
    @Nullable List<Duration> of(Owner owner, String type);

    /** The longest of them all; null if there is none. */
    default @Nullable List<Duration> longest() {
        return null;
    }
}
