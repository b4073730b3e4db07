package dev.serai.outbox.append;

import dev.serai.outbox.Appended;
import dev.serai.outbox.OutboxListener;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.OutboxUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what is waiting, one transaction after another: while one commits the next batch gathers,
 * so batches grow with the load; a lone event waits for nothing. A lane has shards of its own, so
 * lanes of a hub do not wait for each other.
 */
final class AppendLane implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendLane.class);

    private static final int WAITING_MAX = 5_000;
    private static final int BATCH_BYTES_MAX = 8 << 20;
    private static final int TRIES_MAX = 4;
    private static final long IDLE_MS = 100;

    /** A batch of so many is load; below it nobody waits for others. */
    private static final int BUSY = 4;

    /** Under load, how long a batch waits to become as large as the one before it. */
    private static final Duration GATHER = Duration.ofMillis(1);

    /** Deadlock, serialization failure: the same batch again at once. */
    private static final Set<String> TRY_AGAIN = Set.of("40P01", "40001");

    /** Classes of errors: a value that is none, a limit that an event exceeds. */
    private static final Set<String> REFUSED = Set.of("22", "54");

    /** The value is out of every partition: some day's partition is missing. */
    private static final String NO_PARTITION = "23514";

    private final BlockingQueue<Pending> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final PostgresAppend append;
    private final Partitions partitions;
    private final int batchMax;
    private final Runnable afterCommit;
    private final OutboxListener listener;
    private final AtomicBoolean stopping = new AtomicBoolean();

    AppendLane(
            PostgresAppend append,
            Partitions partitions,
            int batchMax,
            Runnable afterCommit,
            OutboxListener listener) {
        this.append = append;
        this.partitions = partitions;
        this.batchMax = batchMax;
        this.afterCommit = afterCommit;
        this.listener = listener;
    }

    void offer(Pending pending) {
        if (stopping.get()) {
            pending.promise().completeExceptionally(new OutboxUnavailable("the hub is stopping"));
        } else if (!waiting.offer(pending)) {
            listener.turnedAway();
            pending.promise()
                    .completeExceptionally(
                            new OutboxUnavailable("too many events wait for the log"));
        }
    }

    /** No more offers; what waits is appended still, then the thread ends. */
    void stop() {
        stopping.set(true);
    }

    @Override
    public void run() {
        List<Pending> batch = new ArrayList<>();
        try {
            while (!stopping.get() || !waiting.isEmpty()) {
                int lastSize = batch.size();
                batch.clear();
                gather(batch, lastSize);
                if (!batch.isEmpty()) {
                    flush(new AppendBatch(batch));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What was offered between the last look and the flag.
        waiting.forEach(
                late ->
                        late.promise()
                                .completeExceptionally(
                                        new OutboxUnavailable("the hub is stopping")));
    }

    private void gather(List<Pending> batch, int lastSize) throws InterruptedException {
        Pending next = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
        if (next != null && lastSize >= BUSY && waiting.size() < lastSize) {
            // Those just answered are about to come again: fewer, larger commits take in more.
            LockSupport.parkNanos(GATHER.toNanos());
        }
        long bytes = 0;
        while (next != null) {
            batch.add(next);
            bytes += next.size();
            next = batch.size() < batchMax && bytes < BATCH_BYTES_MAX ? waiting.poll() : null;
        }
    }

    private void flush(AppendBatch batch) {
        long begun = System.nanoTime();
        try {
            Map<String, Appended> results = append(batch.leaders());
            afterCommit.run();
            listener.appended(
                    batch.size(),
                    duplicates(batch, results),
                    Duration.ofNanos(System.nanoTime() - begun));
            // Away from the lane: whoever waits for the promises must not hold up the next batch.
            Thread.startVirtualThread(() -> batch.complete(results));
        } catch (SQLException e) {
            if (refusesContent(e)) {
                isolate(batch, e);
            } else {
                fail(batch, e);
            }
        } catch (RuntimeException e) {
            fail(batch, e);
        }
    }

    private void fail(AppendBatch batch, Exception why) {
        LOG.warn(
                "{} events could not be appended, their senders are told to come again: {}",
                batch.size(),
                why.getMessage());
        listener.failed(batch.size());
        batch.fail(new OutboxUnavailable("the database takes no events now", why));
    }

    /** One event that the database never takes must not take its batch down, again and again. */
    private void isolate(AppendBatch batch, SQLException why) {
        if (batch.size() > 1) {
            batch.all().forEach(each -> flush(new AppendBatch(List.of(each))));
        } else {
            listener.failed(1);
            batch.fail(new OutboxRefused(why));
        }
    }

    /** Whether it is what an event says that fails, and not the database. */
    private static boolean refusesContent(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        return REFUSED.stream().anyMatch(state::startsWith);
    }

    private Map<String, Appended> append(List<Pending> leaders) throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                return append.append(leaders);
            } catch (SQLException e) {
                // A pool that has no connection in time gives no state.
                String state = Objects.requireNonNullElse(e.getSQLState(), "");
                boolean noPartition = state.equals(NO_PARTITION);
                if (tried == TRIES_MAX || !(noPartition || TRY_AGAIN.contains(state))) {
                    throw e;
                }
                if (noPartition) {
                    partitions.makeAhead();
                }
            }
        }
    }

    private static int duplicates(AppendBatch batch, Map<String, Appended> results) {
        int fresh = 0;
        for (Appended result : results.values()) {
            fresh += result instanceof Appended.New ? 1 : 0;
        }
        return batch.size() - fresh;
    }
}
