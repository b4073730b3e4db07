package dev.serai.route.check;

/**
 * A route that is to be judged.
 *
 * @param kind what it is to be
 * @param name its name, which is that of its file without the ending
 * @param text YAML
 */
public record Draft(Kind kind, String name, String text) {

    /** What a route is for. */
    public enum Kind {
        CONNECTOR,
        SOURCE,
        SINK
    }
}
