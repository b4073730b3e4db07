package dev.serai.route.version;

import java.util.Locale;

/** What a route is for; connectors come before those who use them. */
public enum RouteKind {
    CONNECTOR("connectors", ".kamelet.yaml"),
    SOURCE("sources", ".camel.yaml"),
    SINK("sinks", ".camel.yaml");

    private final String folder;
    private final String ending;

    RouteKind(String folder, String ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /** The folder of {@code routes/} that they are in. */
    public String folder() {
        return folder;
    }

    /** What the names of their files end in. */
    public String ending() {
        return ending;
    }

    /** As the API and the database call it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one that the API calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RouteKind of(String wire) {
        for (RouteKind kind : values()) {
            if (kind.wire().equals(wire)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("is connector, source or sink");
    }
}
