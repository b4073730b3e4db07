package dev.serai.parked;

import dev.serai.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The dead-letter queue. Thread-safe; every method asks the database. */
public interface ParkedEvents {

    /**
     * Parks events; one that is parked already (same sink, endpoint and event) keeps its id and
     * gets the new reason.
     */
    void park(Collection<ParkedEvent> events);

    Optional<ParkedEvent> find(TenantId tenant, String id);

    /** Forgets them, because they have been dealt with. */
    void remove(Collection<String> ids);

    /** Marks a parked event as to be sent again by its sink's relay. */
    void requestReplay(String id);

    /** Events of a sink and of some shards whose replay was requested, oldest first. */
    List<ParkedEvent> replayRequested(String sink, Collection<Integer> shards, int limit);
}
