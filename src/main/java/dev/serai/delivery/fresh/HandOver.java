package dev.serai.delivery.fresh;

import dev.serai.delivery.dispatch.Lease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a batch's waiting: attempts that take too long get a row and go on by themselves. */
public final class HandOver {

    /** So long does a batch wait; an endpoint that takes longer lags. */
    public static final Duration QUICK = Duration.ofMillis(250);

    private final ScheduledExecutorService timer;
    private final Lease lease;

    public HandOver(ScheduledExecutorService timer, Lease lease) {
        this.timer = timer;
        this.lease = lease;
    }

    /** Does it when it is time, unless the batch is settled by then. */
    public void later(FreshBatch batch, List<FreshDelivery> deliveries) {
        timer.schedule(() -> now(batch, deliveries), QUICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void now(FreshBatch batch, List<FreshDelivery> deliveries) {
        if (!batch.settled().isDone()) {
            deliveries.forEach(delivery -> delivery.handOver(lease.length()));
        }
    }
}
