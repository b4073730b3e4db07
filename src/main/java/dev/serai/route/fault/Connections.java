package dev.serai.route.fault;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What cannot be reached, written or read: the network's fault, a disk's, a time limit's. */
final class Connections {

    private Connections() {}

    static Optional<Fault> read(Throwable failure) {
        boolean content =
                failure instanceof JacksonException || failure instanceof CharacterCodingException;
        boolean connection = failure instanceof IOException || failure instanceof TimeoutException;
        if (content || !connection) {
            return Optional.empty();
        }
        String message = failure.getMessage();
        return Optional.of(
                Fault.elsewhere(
                        failure.getClass().getSimpleName()
                                + (message == null ? "" : ": " + message)));
    }
}
