package dev.serai.route.version;

/** The live version of a route is not the one that an edit was meant to follow. */
public final class RouteMoved extends RuntimeException {

    private final int live;

    RouteMoved(int live) {
        super("its live version is " + live);
        this.live = live;
    }

    /** The live version's number; {@link RouteEdit#ABSENT} if there is no such route. */
    public int live() {
        return live;
    }
}
