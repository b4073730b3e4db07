package dev.serai.stream;

import java.io.IOException;

/** A reader took nothing for too long. */
final class ReaderTooSlow extends IOException {

    ReaderTooSlow() {
        super("the reader took nothing for too long");
    }
}
