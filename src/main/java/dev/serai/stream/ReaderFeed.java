package dev.serai.stream;

import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What one reader has not seen yet: from the log while it is behind, then from the tail. It takes
 * an entry only if it is the very next one of its shard, so nothing is skipped or repeated whatever
 * the tail does. Used by one thread.
 */
final class ReaderFeed {

    private static final int FRAMES_MAX = 256;
    private static final int PER_SHARD_MAX = 128;
    private static final int PER_SHARD_MIN = 2;
    private static final long BYTES_WANTED = 1024 * 1024;

    private final EventLog log;
    private final LiveTail tail;
    private final Semaphore logReads;
    private final Place[] places = new Place[EventLog.SHARDS];
    private long end;
    private boolean behind = true;
    private int perShard = 8;

    /**
     * Begins at some places.
     *
     * @param logReads how many readers may read the log at a time
     */
    ReaderFeed(EventLog log, LiveTail tail, Semaphore logReads, List<Place> start) {
        this.log = log;
        this.tail = tail;
        this.logReads = logReads;
        start.forEach(place -> places[place.position().shard()] = place);
        this.end = tail.taken();
    }

    /**
     * The next entries, in order within each shard; none when none came in time.
     *
     * @throws HoleInLog if the next one is not there any more, see {@link #skipExpired}
     */
    List<Frame> next(Duration wait) throws InterruptedException {
        if (behind) {
            List<Frame> frames = readLog();
            if (!frames.isEmpty()) {
                return frames;
            }
            behind = false;
        }
        LiveTail.Slice slice = tail.after(end, FRAMES_MAX, wait);
        end = slice.end();
        behind = slice.lost();
        return follow(slice.frames());
    }

    /** Takes frames as long as they follow on; from a gap on the log is asked. */
    private List<Frame> follow(List<Frame> frames) {
        List<Frame> taken = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            Position next = frame.entry().position();
            long offset = places[next.shard()].position().offset();
            if (next.offset() > offset + 1) {
                behind = true;
                return taken;
            }
            if (next.offset() == offset + 1) {
                places[next.shard()] = Place.after(frame.entry());
                taken.add(frame);
            }
        }
        return taken;
    }

    private List<Frame> readLog() throws InterruptedException {
        // Before reading: what comes into the tail from now on may be missing in what is read.
        end = tail.taken();
        List<Entry> entries;
        logReads.acquire();
        try {
            entries = log.read(Arrays.asList(places), perShard, BYTES_WANTED);
        } finally {
            logReads.release();
        }
        fitTo(entries);
        List<Frame> frames = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            places[entry.position().shard()] = Place.after(entry);
            frames.add(new Frame(entry));
        }
        return frames;
    }

    /** Reads more at a time while entries are small, and less when they are large. */
    private void fitTo(List<Entry> entries) {
        long bytes = entries.stream().mapToLong(entry -> entry.event().data().length).sum();
        perShard =
                bytes > BYTES_WANTED
                        ? Math.max(PER_SHARD_MIN, perShard / 2)
                        : Math.min(PER_SHARD_MAX, perShard * 2);
    }

    /**
     * Goes on from the oldest kept entry where retention has overtaken this reader.
     *
     * @return the new places, none if it has not: then the log itself is broken
     */
    List<Position> skipExpired() {
        List<Position> skipped = new ArrayList<>();
        for (Place oldest : log.tails()) {
            int shard = oldest.position().shard();
            if (places[shard].position().offset() < oldest.position().offset()) {
                places[shard] = oldest;
                skipped.add(oldest.position());
            }
        }
        return skipped;
    }
}
