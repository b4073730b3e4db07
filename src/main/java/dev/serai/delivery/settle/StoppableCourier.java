package dev.serai.delivery.settle;

import dev.serai.delivery.courier.Courier;
import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.courier.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Begins nothing any more once the hub stops: what was queued is left to another hub, at once. */
public final class StoppableCourier implements Courier {

    private final Courier next;
    private final AtomicBoolean stopped = new AtomicBoolean();

    public StoppableCourier(Courier next) {
        this.next = next;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        return stopped.get()
                ? new Outcome.Postponed(Duration.ZERO, "the hub is stopping")
                : next.deliver(delivery);
    }

    public void stop() {
        stopped.set(true);
    }
}
