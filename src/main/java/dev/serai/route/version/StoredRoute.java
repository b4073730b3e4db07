package dev.serai.route.version;

/**
 * A route, and the version of it that is to be in use on every hub.
 *
 * @param name unique over all kinds
 * @param live the version that counts; its text is null when the route is deleted
 * @param latest the number of the newest version; above the live one's if that is only on offer
 * @param running whether it is to run; a connector always is
 */
public record StoredRoute(String name, RouteVersion live, int latest, boolean running) {

    public RouteKind kind() {
        return live.kind();
    }

    /** Whether there was such a route and is no more. */
    public boolean deleted() {
        return live.text() == null;
    }
}
