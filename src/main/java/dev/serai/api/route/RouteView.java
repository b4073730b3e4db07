package dev.serai.api.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.route.version.StoredRoute;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A route as the API shows it.
 *
 * @param version the live one, on every hub
 * @param latest the newest one, where that is not the live one
 * @param state {@code running} or {@code stopped}: what it is to be
 * @param origin where the live version came from
 * @param yaml what it says; not in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RouteView(
        String name,
        String kind,
        int version,
        @Nullable Integer latest,
        String state,
        String origin,
        String author,
        String comment,
        Instant at,
        @Nullable String yaml) {

    static RouteView of(StoredRoute route, ShowText show) {
        return of(route, show.of(route.name(), route.live()));
    }

    static RouteView inList(StoredRoute route) {
        return of(route, (String) null);
    }

    private static RouteView of(StoredRoute route, @Nullable String yaml) {
        return new RouteView(
                route.name(),
                route.kind().wire(),
                route.live().number(),
                route.latest() == route.live().number() ? null : route.latest(),
                route.running() ? "running" : "stopped",
                route.live().origin().wire(),
                route.live().author(),
                route.live().comment(),
                route.live().at(),
                yaml);
    }
}
