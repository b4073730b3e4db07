package dev.serai.route.version;

import java.util.List;

/**
 * What became of routes since a revision.
 *
 * @param revision up to which
 * @param routes those that are new, changed or deleted, in the order of their changes
 */
public record RouteChanges(long revision, List<StoredRoute> routes) {

    public RouteChanges {
        routes = List.copyOf(routes);
    }
}
