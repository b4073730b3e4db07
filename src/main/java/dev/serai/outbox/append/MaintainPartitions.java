package dev.serai.outbox.append;

import dev.serai.chore.Chore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the days ahead and drops those behind, now and every hour. */
final class MaintainPartitions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaintainPartitions.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Partitions partitions;
    private final Chore chore =
            new Chore("maintaining the log's partitions", EVERY, this::maintain);

    MaintainPartitions(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Does it once, so that the first event finds its day; then goes on by itself. */
    void start() {
        chore.startWithTurn();
    }

    @Override
    public void close() {
        chore.stop();
    }

    private void maintain() throws SQLException {
        partitions.makeAhead();
        List<String> dropped = partitions.dropBehind();
        if (!dropped.isEmpty()) {
            LOG.info("Dropped by retention: {}", dropped);
        }
    }
}
