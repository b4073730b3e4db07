package dev.serai.stream;

import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of the log, in memory, for all readers of this hub: so that a thousand readers
 * do not ask the database a thousand times. It is only a short cut: it may miss entries or forget
 * them, and a reader notices by the positions and asks the log itself. Thread-safe.
 */
public final class LiveTail {

    static final int ENTRIES_MAX = 4_096;
    static final long BYTES_MAX = 32L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Ring ring = new Ring();
    private final @Nullable Place[] last = new Place[EventLog.SHARDS];

    /**
     * What came after a place in the ring.
     *
     * @param frames in the order they were offered
     * @param end where to go on
     * @param lost whether the ring has forgotten something in between
     */
    record Slice(List<Frame> frames, long end, boolean lost) {}

    /** Takes entries that are in order within each shard; those it had already are left out. */
    public void offer(List<Entry> entries) {
        lock.lock();
        try {
            entries.forEach(this::add);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry entry) {
        int shard = entry.position().shard();
        Place before = last[shard];
        if (before == null || entry.position().offset() > before.position().offset()) {
            last[shard] = Place.after(entry);
            ring.add(new Frame(entry));
        }
    }

    /** How many entries it has taken so far, which is also the number of the next one. */
    public long taken() {
        lock.lock();
        try {
            return ring.end;
        } finally {
            lock.unlock();
        }
    }

    /** What came after a place in the ring; waits for something to come, but not for ever. */
    Slice after(long from, int limit, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (ring.end <= from && left > 0 && !ring.closed) {
                left = changed.awaitNanos(left);
            }
            if (from < ring.begin) {
                return new Slice(List.of(), ring.end, true);
            }
            long end = Math.min(ring.end, from + limit);
            List<Frame> frames = new ArrayList<>((int) (end - from));
            for (long i = from; i < end; i++) {
                frames.add(ring.get(i));
            }
            return new Slice(frames, end, false);
        } finally {
            lock.unlock();
        }
    }

    /** The places after the newest entries it was offered; null for a shard without any. */
    List<@Nullable Place> places() {
        lock.lock();
        try {
            return Arrays.asList(last.clone());
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody wait any more. */
    void close() {
        lock.lock();
        try {
            ring.closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The frames from begin to end, bounded in number and in memory. Guarded by the lock. */
    private static final class Ring {

        private final @Nullable Frame[] frames = new Frame[ENTRIES_MAX];
        private long begin;
        private long end;
        private long bytes;
        private boolean closed;

        void add(Frame frame) {
            if (end - begin == ENTRIES_MAX) {
                forgetOldest();
            }
            frames[index(end++)] = frame;
            bytes += frame.bytes();
            while (bytes > BYTES_MAX && end - begin > 1) {
                forgetOldest();
            }
        }

        Frame get(long number) {
            return Objects.requireNonNull(frames[index(number)]);
        }

        private void forgetOldest() {
            bytes -= get(begin).bytes();
            frames[index(begin++)] = null;
        }

        private static int index(long number) {
            return (int) (number % ENTRIES_MAX);
        }
    }
}
