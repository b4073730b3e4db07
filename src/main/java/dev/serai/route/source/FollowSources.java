package dev.serai.route.source;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RouteRefused;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.door.FrontDoor;
import dev.serai.source.PostgresSources;
import dev.serai.source.SourceChanges;
import dev.serai.source.SourceDefinition;
import dev.serai.tenant.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps in use what the database says of sources, whichever hub changed it, and ends the time of
 * previous secrets. Thread-safe; one change at a time.
 */
public final class FollowSources {

    /** What is wrong with a source whose secrets this hub has no key to. */
    static final String SEALED =
            "its secrets were sealed with another serai.master-key: give this hub that key among"
                    + " serai.other-master-keys, or put the source with its secret anew";

    private final PostgresSources store;
    private final RoutesInUse inUse;
    private final FrontDoor door;
    private final InstantSource clock;
    private final AtomicLong revision = new AtomicLong(-1);
    private final Map<String, SourceDefinition> known = new ConcurrentHashMap<>();

    FollowSources(PostgresSources store, RoutesInUse inUse, FrontDoor door, InstantSource clock) {
        this.store = store;
        this.inUse = inUse;
        this.door = door;
        this.clock = clock;
    }

    /** Takes over what has changed since the last time. */
    public synchronized void follow() {
        SourceChanges changes = store.changesSince(revision.get());
        changes.deleted().forEach(this::forget);
        for (SourceDefinition source : changes.changed()) {
            known.put(source.name(), source);
            apply(source);
        }
        revision.set(changes.revision());
        known.values().stream()
                .filter(source -> source.secrets().previousUntil() != null)
                .forEach(this::apply);
    }

    Optional<SourceDefinition> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    List<SourceDefinition> all() {
        return new ArrayList<>(known.values());
    }

    /**
     * Stores a source and puts it into use: both or none.
     *
     * @return it as stored; empty if somebody else was faster
     * @throws RouteRefused if it cannot be started
     */
    synchronized Optional<SourceDefinition> change(SourceDefinition source) {
        RouteFile file = SourceRoute.of(source, clock.instant());
        boolean enabled = source.settings().enabled();
        Optional<SourceDefinition> stored = inUse.change(file, enabled, () -> store.store(source));
        stored.ifPresent(
                now -> {
                    known.put(now.name(), now);
                    inUse.accept(file);
                    if (!enabled) {
                        apply(now);
                    }
                });
        return stored;
    }

    /** Ends a source; false if there is none. */
    synchronized boolean delete(TenantId tenant, String name) {
        if (!store.delete(tenant, name, clock.instant())) {
            return false;
        }
        forget(name);
        return true;
    }

    private void apply(SourceDefinition source) {
        RouteFile file = SourceRoute.of(source, clock.instant());
        if (!source.secrets().isReadable()) {
            lock(file);
            return;
        }
        inUse.accept(file);
        if (source.settings().enabled()) {
            inUse.want(file);
        } else {
            inUse.drop(file.path());
            door.unavailable(source.name(), "This source is switched off for the moment.");
        }
    }

    /** What was in use goes too: better none than one that is not the owner's any more. */
    private void lock(RouteFile file) {
        inUse.drop(file.path());
        inUse.refuse(file, SEALED);
        door.unavailable(file.id(), "This source is known, but its secrets cannot be read.");
    }

    private void forget(String name) {
        SourceDefinition gone = known.remove(name);
        if (gone != null) {
            inUse.accept(SourceRoute.of(gone, clock.instant()));
        }
        inUse.drop(RouteFile.pathOfApi(name));
        door.settled(name);
    }
}
