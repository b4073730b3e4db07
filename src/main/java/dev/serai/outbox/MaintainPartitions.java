package dev.serai.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the days ahead and drops those behind, now and every hour. */
final class MaintainPartitions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaintainPartitions.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Partitions partitions;
    private final CountDownLatch stopped = new CountDownLatch(1);

    MaintainPartitions(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Does it once, so that the first event finds its day; then goes on by itself. */
    void start() {
        maintain();
        Thread.ofVirtual().name("log-partitions").start(this::run);
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

    private void maintain() {
        try {
            partitions.makeAhead();
            List<String> dropped = partitions.dropBehind();
            if (!dropped.isEmpty()) {
                LOG.info("Dropped by retention: {}", dropped);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.error("The log's partitions were not maintained; the next try is in {}", EVERY, e);
        }
    }
}
