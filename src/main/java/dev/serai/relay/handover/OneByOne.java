package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.LeaseLost;
import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Hands the entries of one batch over one after another, those of different keys side by side if
 * the sink wants that, and keeps the place as it goes. For one batch; called by one thread, which
 * others of its own help.
 */
final class OneByOne {

    /** At least as often is the place kept. */
    private static final Duration KEEP_EVERY = Duration.ofSeconds(1);

    private final HandAlone hand;
    private final Batch batch;
    private final Session session;
    private final LongSupplier ticker;
    private final Progress progress;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long keptAt;

    OneByOne(HandAlone hand, Batch batch, Session session, LongSupplier ticker) {
        this.hand = hand;
        this.batch = batch;
        this.session = session;
        this.ticker = ticker;
        this.progress = new Progress(batch);
        this.keptAt = ticker.getAsLong();
    }

    /** What is done with so far. */
    Progress progress() {
        return progress;
    }

    /**
     * Hands everything over, unless it may not go on, and settles what is done with, also when it
     * fails.
     *
     * @param parallel how many at the same time
     * @throws Exception an outage
     */
    void deliver(int parallel) throws Exception {
        Queue<List<Entry>> lines = new ConcurrentLinkedQueue<>(lines(parallel));
        try {
            if (lines.size() == 1) {
                work(lines);
            } else {
                workTogether(lines, Math.min(parallel, lines.size()));
            }
        } catch (InterruptedException | LeaseLost | CannotContinue e) {
            throw e;
        } catch (Exception e) {
            keep();
            throw e;
        }
        keep();
    }

    /** What must keep its order stands in one line. */
    private Collection<List<Entry>> lines(int parallel) {
        if (parallel == 1) {
            return List.of(batch.entries());
        }
        Map<Key, List<Entry>> lines = new LinkedHashMap<>();
        for (Entry entry : batch.entries()) {
            Key key = new Key(entry.event().owner(), entry.event().partitionKey());
            lines.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
        }
        return lines.values();
    }

    private record Key(Owner owner, String partitionKey) {}

    private void workTogether(Queue<List<Entry>> lines, int workers) throws Exception {
        List<Future<?>> working = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < workers; i++) {
                working.add(threads.submit(() -> work(lines)));
            }
            // The threads end by themselves: the first one that fails ends the others' work.
            threads.shutdown();
        }
        for (Future<?> one : working) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private Void work(Queue<List<Entry>> lines) throws Exception {
        try {
            for (List<Entry> line = lines.poll(); line != null; line = lines.poll()) {
                for (Entry entry : line) {
                    if (ended.get() || !isDone(entry)) {
                        ended.set(true);
                        return null;
                    }
                }
            }
            return null;
        } catch (Exception e) {
            ended.set(true);
            throw e;
        }
    }

    /** Whether to go on with the next one. */
    private boolean isDone(Entry entry) throws Exception {
        switch (hand.hand(batch.only(entry), session)) {
            case TAKEN -> progress.taken(entry);
            case PARKED -> progress.parked(entry);
            case LEFT -> {
                return false;
            }
        }
        keepNowAndThen();
        return true;
    }

    private synchronized void keepNowAndThen() {
        if (ticker.getAsLong() - keptAt >= KEEP_EVERY.toNanos()) {
            keep();
        }
    }

    private synchronized void keep() {
        session.settle(progress.reached());
        keptAt = ticker.getAsLong();
    }
}
