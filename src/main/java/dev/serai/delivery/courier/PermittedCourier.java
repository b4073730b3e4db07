package dev.serai.delivery.courier;

import dev.serai.delivery.connection.Connections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Goes only where endpoints may be, as the operator has it now and not when one was made. */
final class PermittedCourier implements Courier {

    private final Courier next;
    private final Connections connections;
    private final InstantSource clock;

    PermittedCourier(Courier next, Connections connections, InstantSource clock) {
        this.next = next;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        Optional<String> refusal = connections.refusal(delivery.endpoint().settings().url());
        return refusal.isEmpty()
                ? next.deliver(delivery)
                : new Outcome.Failed(
                        new Answer(
                                clock.instant(),
                                Duration.ZERO,
                                Answer.NONE,
                                "not sent: " + refusal.get()),
                        null);
    }
}
