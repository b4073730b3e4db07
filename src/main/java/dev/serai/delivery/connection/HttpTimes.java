package dev.serai.delivery.connection;

import java.time.Duration;

/**
 * How long an attempt may take.
 *
 * @param connect to look the host up, to connect, and for TLS; each
 * @param total from the beginning to the answer's last byte
 */
public record HttpTimes(Duration connect, Duration total) {

    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** A socket's own limit: behind the deadline, which says better what has happened. */
    Duration silence() {
        return total.plus(MARGIN);
    }
}
