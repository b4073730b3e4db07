package dev.serai.delivery.courier;

import java.time.Duration;

/** Lets deliveries wait whose endpoint's secrets are sealed with a key that this hub has not. */
final class ReadableCourier implements Courier {

    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Courier next;

    ReadableCourier(Courier next) {
        this.next = next;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        return delivery.endpoint().secrets().isReadable()
                ? next.deliver(delivery)
                : new Outcome.Postponed(
                        WAIT, "the endpoint's secrets were sealed with another serai.master-key");
    }
}
