package dev.serai.delivery;

import dev.serai.delivery.courier.Courier;
import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.courier.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Begins nothing any more once the hub stops: what was queued is left to another hub, at once. */
final class StoppableCourier implements Courier {

    private final Courier next;
    private final AtomicBoolean stopped = new AtomicBoolean();

    StoppableCourier(Courier next) {
        this.next = next;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        return stopped.get()
                ? new Outcome.Postponed(Duration.ZERO, "the hub is stopping")
                : next.deliver(delivery);
    }

    void stop() {
        stopped.set(true);
    }
}
