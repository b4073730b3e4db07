package dev.serai.delivery.connection;

import java.io.IOException;

/** There was no answer; the message says why, in one line for a person. */
public final class NoReply extends IOException {

    NoReply(String why) {
        super(why);
    }
}
