package dev.serai.api.error;

import java.io.IOException;

/** A request's body turned out to be over the limit while it was read. */
final class BodyTooLarge extends IOException {

    BodyTooLarge() {
        super("the body is over the limit");
    }
}
