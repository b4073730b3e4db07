package dev.serai.stream;

import java.io.IOException;

/** A reader hung up. */
final class ReaderGone extends IOException {

    ReaderGone() {
        super("the reader hung up");
    }
}
