package dev.serai.delivery.token;

/** There is no token now; the message says why, for a person. */
public final class NoToken extends Exception {

    NoToken(String why) {
        super("no access token: " + why);
    }
}
