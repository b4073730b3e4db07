package dev.serai.delivery.courier;

import dev.serai.subscription.Endpoint;

/** Keeps to the rate that an endpoint's owner has set, and goes easy on one that is busy. */
final class ThrottledCourier implements Courier {

    private final Courier next;
    private final Throttles throttles;

    ThrottledCourier(Courier next, Throttles throttles) {
        this.next = next;
        this.throttles = throttles;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        Endpoint endpoint = delivery.endpoint();
        if (!throttles.take(endpoint)) {
            return new Outcome.Postponed(
                    throttles.opensIn(endpoint), "the endpoint's rate is reached, or it is busy");
        }
        Outcome outcome = next.deliver(delivery);
        if (outcome instanceof Outcome.Failed failed && failed.answer().showsBusy()) {
            throttles.slow(endpoint, failed.retryAfter());
        } else if (outcome instanceof Outcome.Made) {
            throttles.ease(endpoint);
        }
        return outcome;
    }
}
