package dev.serai.relay.handover;

import java.time.Duration;

/**
 * How long the relay waits for what.
 *
 * @param lease how long a lease lasts unless it is renewed: as long may a group stand still after
 *     its hub was killed
 * @param renewEvery how often leases are renewed
 * @param poll how often the log is looked at without a signal
 * @param backOffFirst the pause after the first failure; it doubles with each further one
 * @param backOffMost the longest pause
 * @param replayEvery how often it is looked for parked events to be sent again
 * @param lookAgain how often a group that has stopped looks whether it was mended
 * @param stopWithin how long a batch in hand may take when the sink is stopped
 */
public record RelayTimes(
        Duration lease,
        Duration renewEvery,
        Duration poll,
        Duration backOffFirst,
        Duration backOffMost,
        Duration replayEvery,
        Duration lookAgain,
        Duration stopWithin) {

    static final RelayTimes DEFAULT =
            new RelayTimes(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    public RelayTimes {
        if (renewEvery.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException(
                    "serai.relay.renew must be at most half of serai.relay.lease: a single late"
                            + " renewal must not cost the lease");
        }
    }

    /** The defaults with other leases. */
    public static RelayTimes withLease(Duration lease, Duration renewEvery) {
        RelayTimes d = DEFAULT;
        return new RelayTimes(
                lease,
                renewEvery,
                d.poll,
                d.backOffFirst,
                d.backOffMost,
                d.replayEvery,
                d.lookAgain,
                d.stopWithin);
    }
}
