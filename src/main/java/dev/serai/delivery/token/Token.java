package dev.serai.delivery.token;

import java.time.Instant;

/**
 * An access token. Prints nothing of it.
 *
 * @param value what is sent behind {@code Bearer}: visible characters only
 * @param since when it was asked for
 * @param until from then on another one is asked for
 */
public record Token(String value, Instant since, Instant until) {

    @Override
    public String toString() {
        return "Token(hidden)";
    }
}
