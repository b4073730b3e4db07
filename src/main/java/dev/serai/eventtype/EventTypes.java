package dev.serai.eventtype;

import dev.serai.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events there are. Thread-safe; every method asks the database, and throws Spring's
 * DataAccessException.
 */
public interface EventTypes {

    Optional<EventType> find(TenantId tenant, String name);

    /**
     * The chosen ones by ascending name, or descending.
     *
     * @param after the name before the first one wanted, or null to begin at the beginning
     */
    List<EventType> list(
            EventTypeFilter filter, @Nullable String after, boolean descending, int limit);

    /** Stores a new one; whether there was none of its name, or one that is archived. */
    boolean create(EventType type);

    /** Stores what one has become, new or not; whether it is new. */
    boolean put(EventType type);

    /** Removes one altogether; whether there was one. */
    boolean remove(TenantId tenant, String name);
}
