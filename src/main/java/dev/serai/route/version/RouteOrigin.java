package dev.serai.route.version;

import java.util.Locale;

/** Where a version of a route came from. */
public enum RouteOrigin {
    /** A file of the folder of routes. */
    FILE,
    /** A file that the hub brings along. */
    SHIPPED,
    API,
    /** An older version, made the live one again. */
    ROLLBACK;

    /** As the API and the database call it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RouteOrigin of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
