package dev.serai.route.version;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a route is, or once was.
 *
 * @param number counts from 1
 * @param text the YAML as it was written; null if the route was deleted by this version
 * @param author who made it; no secret
 * @param comment why; may be empty
 * @param at when
 */
public record RouteVersion(
        int number,
        RouteKind kind,
        @Nullable String text,
        RouteOrigin origin,
        String author,
        String comment,
        Instant at) {}
