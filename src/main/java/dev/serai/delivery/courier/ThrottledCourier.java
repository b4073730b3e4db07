package dev.serai.delivery.courier;

import java.time.Duration;

/** Keeps to the rate that an endpoint's owner has set. */
final class ThrottledCourier implements Courier {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Courier next;
    private final Throttles throttles;

    ThrottledCourier(Courier next, Throttles throttles) {
        this.next = next;
        this.throttles = throttles;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        return throttles.take(delivery.endpoint())
                ? next.deliver(delivery)
                : new Outcome.Postponed(WAIT, "the endpoint's rate is reached");
    }
}
