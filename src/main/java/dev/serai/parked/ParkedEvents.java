package dev.serai.parked;

import dev.serai.event.EventId;
import dev.serai.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter queue. Thread-safe; every method asks the database, within the caller's
 * transaction if there is one.
 */
public interface ParkedEvents {

    /**
     * Parks events; one that is parked already (same sink, endpoint and event) keeps its id and
     * gets the new reason, and a replay requested before is over.
     */
    void park(Collection<ParkedEvent> events);

    Optional<ParkedEvent> find(TenantId tenant, String id);

    /** Where an event is parked: at no sink, or at some. */
    List<ParkedEvent> findByEvent(TenantId tenant, EventId event);

    /**
     * The newest chosen ones, newest first.
     *
     * @param than only older ones than this id, or null for the newest of all
     */
    List<ParkedEvent> older(ParkedFilter filter, @Nullable String than, int limit);

    /** The chosen ones that are the next newer than an id, newest last. */
    List<ParkedEvent> newer(ParkedFilter filter, String than, int limit);

    /** How many there are by sink and reason, of all tenants. Reads the whole index: not often. */
    List<ParkedCount> counts();

    /** Forgets them, because they have been dealt with. */
    void remove(Collection<String> ids);

    /** Marks a parked event as to be sent again by its sink's relay. */
    void requestReplay(String id);

    /** Events of a sink and of some shards whose replay was requested, oldest first. */
    List<ParkedEvent> replayRequested(String sink, Collection<Integer> shards, int limit);
}
