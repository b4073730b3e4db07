package dev.serai.route.version;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a route to be.
 *
 * @param text the YAML; null to delete it
 * @param author who; no secret
 * @param comment why; may be empty
 * @param expected the number of the live version that it is meant to follow, {@link #ANY} or {@link
 *     #ABSENT}
 */
public record RouteEdit(
        String name,
        RouteKind kind,
        @Nullable String text,
        RouteOrigin origin,
        String author,
        String comment,
        int expected) {

    /** Whatever is there. */
    public static final int ANY = -1;

    /** There is no such route. */
    public static final int ABSENT = 0;

    /** Deletes a route. */
    public static RouteEdit deletion(
            StoredRoute route, RouteOrigin origin, String author, String comment, int expected) {
        return new RouteEdit(route.name(), route.kind(), null, origin, author, comment, expected);
    }
}
