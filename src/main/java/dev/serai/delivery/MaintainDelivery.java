package dev.serai.delivery;

import dev.serai.chore.Chore;
import dev.serai.delivery.attempt.AttemptPartitions;
import dev.serai.delivery.lane.EndpointLeases;
import dev.serai.delivery.park.ParkDeliveries;
import dev.serai.subscription.Endpoints;
import java.time.Duration;

/** Makes the days of the record ahead, drops those behind, and forgets endpoints long deleted. */
final class MaintainDelivery implements AutoCloseable {

    private static final Duration EVERY = Duration.ofHours(1);

    private final Chore chore;

    MaintainDelivery(
            AttemptPartitions partitions,
            Endpoints endpoints,
            ParkDeliveries parking,
            EndpointLeases leases) {
        chore =
                new Chore(
                        "maintaining the record of attempts",
                        EVERY,
                        () -> {
                            partitions.maintain();
                            endpoints.maintain();
                            parking.promoteStuck();
                            leases.maintain();
                        });
    }

    /** Does it once, so that the first attempt finds its day; then goes on by itself. */
    void start() {
        chore.startWithTurn();
    }

    @Override
    public void close() {
        chore.stop();
    }
}
