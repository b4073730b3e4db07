package dev.serai.stream;

import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Fills the tail from the log when nobody else does: the route that feeds it may be stopped, edited
 * or broken, and readers shall not notice. While the route does its work this is a small query or
 * two a second.
 */
final class TailKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TailKeeper.class);

    /** How long the route is given to bring what was appended. */
    private static final Duration GRACE = Duration.ofMillis(150);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int PER_SHARD = 64;
    private static final long BYTES_MAX = 8L * 1024 * 1024;
    private static final int ROUNDS_MAX = 64;

    private final EventLog log;
    private final LiveTail tail;
    private final ReentrantLock anchoring = new ReentrantLock();
    private final Semaphore appended = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final @Nullable Place[] anchors = new Place[EventLog.SHARDS];
    private final EventLog.Subscription subscription;

    TailKeeper(EventLog log, LiveTail tail) {
        this.log = log;
        this.tail = tail;
        this.subscription = log.onAppend(appended::release);
        Thread.ofVirtual().name("stream-tail").start(this::run);
    }

    /**
     * From now on nothing that is appended is missed. Does nothing when that is so already.
     *
     * @throws DataAccessException if the database is away
     */
    void anchor() {
        anchoring.lock();
        try {
            if (anchors[0] == null) {
                log.heads().forEach(head -> anchors[head.position().shard()] = head);
            }
        } finally {
            anchoring.unlock();
        }
    }

    private void run() {
        long end = -1;
        long lookedAt = System.nanoTime();
        while (!isStopped(Duration.ZERO)) {
            try {
                if (appended.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    appended.drainPermits();
                }
                boolean fed = !isStopped(GRACE) && tail.taken() != end;
                if (!fed || System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
                    look();
                    lookedAt = System.nanoTime();
                }
                end = tail.taken();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.debug("the tail of the log could not be read; it is tried again", e);
            } catch (RuntimeException e) {
                LOG.error("The tail of the log could not be kept; it is tried again", e);
            }
        }
    }

    private void look() {
        anchor();
        try {
            boolean more = true;
            for (int round = 0; more && round < ROUNDS_MAX; round++) {
                List<Entry> entries = log.read(places(), PER_SHARD, BYTES_MAX);
                entries.forEach(this::advance);
                tail.offer(entries);
                more = !entries.isEmpty();
            }
        } catch (HoleInLog e) {
            LOG.warn("The tail is read anew from the log's end; readers read what is between", e);
            log.heads().forEach(head -> anchors[head.position().shard()] = head);
        }
    }

    private void advance(Entry entry) {
        anchors[entry.position().shard()] = Place.after(entry);
    }

    /** Of the keeper's own place and the tail's, the one further on. */
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        List<@Nullable Place> fed = tail.places();
        for (int shard = 0; shard < anchors.length; shard++) {
            Place own = anchors[shard];
            Place other = fed.get(shard);
            if (own == null) {
                continue;
            }
            boolean ahead = other != null && other.position().offset() > own.position().offset();
            places.add(ahead ? other : own);
        }
        return places;
    }

    private boolean isStopped(Duration within) {
        try {
            return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        subscription.close();
        stopped.countDown();
    }
}
