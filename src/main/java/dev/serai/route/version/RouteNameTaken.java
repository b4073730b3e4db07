package dev.serai.route.version;

/** There is a route of this name already, which is of another kind. */
public final class RouteNameTaken extends RuntimeException {

    RouteNameTaken(String name, RouteKind kind) {
        super("there is a " + kind.wire() + " of the name " + name + " already");
    }
}
