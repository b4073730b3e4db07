package dev.serai.route.edit;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.RouteChanges;
import dev.serai.route.version.RouteKind;
import dev.serai.route.version.StoredRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in use what the database says of routes, whichever hub changed it. Thread-safe; one change
 * at a time.
 */
public final class FollowRoutes {

    private final PostgresRoutes store;
    private final RoutesInUse inUse;
    private final AtomicLong revision = new AtomicLong(-1);
    private final Map<String, StoredRoute> known = new ConcurrentHashMap<>();
    private final Map<String, StoredRoute> due = new LinkedHashMap<>();

    FollowRoutes(PostgresRoutes store, RoutesInUse inUse) {
        this.store = store;
        this.inUse = inUse;
    }

    /** Takes over what has changed since the last time. Whether anything had. */
    public synchronized boolean follow() {
        learn();
        boolean news = !due.isEmpty();
        apply(route -> true);
        return news;
    }

    /** Asks what has changed, without taking it over. */
    public synchronized void learn() {
        RouteChanges changes = store.changesSince(revision.get());
        for (StoredRoute route : changes.routes()) {
            due.remove(route.name());
            due.put(route.name(), route);
        }
        revision.set(changes.revision());
    }

    /** Takes over some of what has changed. */
    public synchronized void apply(Predicate<StoredRoute> which) {
        for (StoredRoute route : List.copyOf(due.values())) {
            if (which.test(route)) {
                apply(route, known.put(route.name(), route));
                due.remove(route.name());
            }
        }
    }

    private void apply(StoredRoute route, @Nullable StoredRoute before) {
        if (before != null && before.kind() != route.kind()) {
            inUse.drop(file(before).path());
        }
        if (route.deleted()) {
            inUse.drop(file(route).path());
        } else if (route.running() || route.kind() == RouteKind.CONNECTOR) {
            inUse.want(file(route));
        } else {
            inUse.stop(file(route));
        }
    }

    /** A route as it was last heard of; empty if there is none. */
    public Optional<StoredRoute> find(String name) {
        return Optional.ofNullable(known.get(name)).filter(route -> !route.deleted());
    }

    /** All routes that there are. */
    public List<StoredRoute> all() {
        return known.values().stream().filter(route -> !route.deleted()).toList();
    }

    /** A stored route as what is put into use. */
    static RouteFile file(StoredRoute route) {
        String text = route.live().text();
        return new RouteFile(
                route.kind(), route.name() + route.kind().ending(), text == null ? "" : text);
    }
}
