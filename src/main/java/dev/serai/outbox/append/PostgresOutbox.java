package dev.serai.outbox.append;

import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log in PostgreSQL, with group commit: concurrent senders share a transaction. */
final class PostgresOutbox implements Outbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutbox.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final List<AppendLane> lanes;
    private final List<Thread> threads;

    /**
     * Starts the lanes.
     *
     * @param dataSource used by the lanes alone, with a connection for each
     * @param partitions makes a missing partition
     * @param size how many lanes, how large their batches, how long copies are recognised
     * @param afterCommit called on a lane's thread after each commit
     */
    PostgresOutbox(
            DataSource dataSource,
            Partitions partitions,
            Size size,
            Runnable afterCommit,
            OutboxListener listener) {
        PostgresAppend append = new PostgresAppend(dataSource, size.dedupeDays());
        Supplier<AppendLane> lane =
                () -> new AppendLane(append, partitions, size.batchMax(), afterCommit, listener);
        this.lanes = Stream.generate(lane).limit(size.lanes()).toList();
        this.threads =
                lanes.stream()
                        .map(next -> Thread.ofVirtual().name("log-append-", 0).start(next))
                        .toList();
    }

    /** How many lanes, how many events per batch, how many days a copy is recognised. */
    record Size(int lanes, int batchMax, int dedupeDays) {}

    @Override
    public CompletableFuture<Appended> append(Candidate candidate) {
        int shard = Shard.of(candidate.event().owner(), candidate.event().partitionKey());
        CompletableFuture<Appended> promise = new CompletableFuture<>();
        lanes.get(shard % lanes.size()).offer(new Pending(candidate, shard, promise));
        return promise;
    }

    /** Takes no more events, and waits for those taken. */
    @Override
    public void close() {
        lanes.forEach(AppendLane::stop);
        try {
            for (Thread thread : threads) {
                if (!thread.join(STOP_MAX)) {
                    LOG.warn("A lane of the log did not finish in time; its senders get no answer");
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
