package dev.serai.delivery.courier;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backstop: what it catches is a bug of the hub's, told as a failed attempt. */
final class NeverThrowingCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(NeverThrowingCourier.class);

    private final Courier next;
    private final InstantSource clock;

    NeverThrowingCourier(Courier next, InstantSource clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        try {
            return next.deliver(delivery);
        } catch (RuntimeException e) {
            LOG.error(
                    "Delivering {} to {} failed in the hub itself; it counts as a failed attempt and"
                            + " is tried again by the schedule",
                    delivery.event().id(),
                    delivery.endpoint().id(),
                    e);
            return new Outcome.Failed(
                    new Answer(
                            clock.instant(),
                            Duration.ZERO,
                            Answer.NONE,
                            "the hub could not make the attempt"),
                    null);
        }
    }
}
