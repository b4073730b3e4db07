package dev.serai.route.deploy;

/** A route cannot be started; the message says why, and tells no secret. */
public final class RouteRefused extends RuntimeException {

    public RouteRefused(String why) {
        super(why);
    }
}
