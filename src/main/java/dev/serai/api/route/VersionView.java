package dev.serai.api.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.route.version.RouteVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a route as the API shows it.
 *
 * @param deleted true of one that deleted the route; otherwise left out
 * @param yaml what it says; not in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionView(
        int version,
        String kind,
        @Nullable Boolean deleted,
        String origin,
        String author,
        String comment,
        Instant at,
        @Nullable String yaml) {

    static VersionView of(String name, RouteVersion version, ShowText show) {
        return of(version, version.text() == null ? null : show.of(name, version));
    }

    static VersionView inList(RouteVersion version) {
        return of(version, null);
    }

    private static VersionView of(RouteVersion version, @Nullable String yaml) {
        return new VersionView(
                version.number(),
                version.kind().wire(),
                version.text() == null ? true : null,
                version.origin().wire(),
                version.author(),
                version.comment(),
                version.at(),
                yaml);
    }
}
