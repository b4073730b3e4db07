package dev.serai.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The blocks of {@code text/event-stream} that are no events of the log. */
final class Blocks {

    private Blocks() {}

    /**
     * The first block: a comment, how long to wait before a reconnect, and the place. A block with
     * an id alone sets the reader's place and is no event.
     */
    static byte[] hello(Bookmark place, Duration retry) {
        return bytes(": serai\nretry: " + retry.toMillis() + "\nid: " + place.text() + "\n\n");
    }

    /** A sign of life. */
    static byte[] heartbeat() {
        return bytes(": hb\n\n");
    }

    /** A sign of life that brings the reader's place forward. */
    static byte[] heartbeat(Bookmark place) {
        return bytes(": hb\nid: " + place.text() + "\n\n");
    }

    /** The reader's place was no more; from here it goes on. */
    static byte[] reset(Bookmark oldest, Start.Reset reason) {
        String why = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String detail =
                reason == Start.Reset.EXPIRED
                        ? "Events after your place are kept no more; this goes on from the oldest"
                                + " that are."
                        : "Your place is of another log; this goes on from the oldest event of"
                                + " this one.";
        return bytes(
                """
                event: reset
                data: {"reason":"%s","oldest":"%s","detail":"%s"}
                id: %s

                """
                        .formatted(why, oldest.text(), detail, oldest.text()));
    }

    /** The hub ends it; the reader shall come again with the last id it got. */
    static byte[] bye(String reason, String detail) {
        return bytes(
                "event: bye\ndata: {\"reason\":\"%s\",\"detail\":\"%s\"}\n\n"
                        .formatted(reason, detail));
    }

    /**
     * Appends an event of the log. Its id comes last, so that even a reader that takes an id as
     * soon as it sees one has the event by then.
     */
    static void event(ByteArrayOutputStream to, Bookmark place, Frame frame) {
        to.writeBytes(frame.lines());
        to.writeBytes(bytes("id: " + place.text() + "\n\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
