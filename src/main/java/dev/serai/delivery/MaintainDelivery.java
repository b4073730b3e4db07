package dev.serai.delivery;

import dev.serai.delivery.attempt.AttemptPartitions;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the days of the record ahead, drops those behind, and forgets endpoints long deleted. */
final class MaintainDelivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaintainDelivery.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final AttemptPartitions partitions;
    private final Endpoints endpoints;
    private final ParkDeliveries parking;
    private final EndpointLeases leases;
    private final CountDownLatch stopped = new CountDownLatch(1);

    MaintainDelivery(
            AttemptPartitions partitions,
            Endpoints endpoints,
            ParkDeliveries parking,
            EndpointLeases leases) {
        this.partitions = partitions;
        this.endpoints = endpoints;
        this.parking = parking;
        this.leases = leases;
    }

    /** Does it once, so that the first attempt finds its day; then goes on by itself. */
    void start() {
        maintain();
        Thread.ofVirtual().name("delivery-maintenance").start(this::run);
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void run() {
        try {
            while (!stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                maintain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The backstop of the loop. */
    private void maintain() {
        try {
            partitions.maintain();
            endpoints.maintain();
            parking.promoteStuck();
            leases.maintain();
        } catch (RuntimeException e) {
            LOG.error("The record of attempts was not maintained; the next try is in {}", EVERY, e);
        }
    }
}
