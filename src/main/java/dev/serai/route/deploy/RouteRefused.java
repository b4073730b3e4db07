package dev.serai.route.deploy;

/** A source's route cannot be started; the message says why, and tells no secret. */
public final class RouteRefused extends RuntimeException {

    RouteRefused(String why) {
        super(why);
    }
}
