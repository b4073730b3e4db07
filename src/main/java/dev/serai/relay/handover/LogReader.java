package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.cursor.CheckPlaces;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log onward from some places and cuts it into batches. After a batch has failed, another
 * reader begins again at the places that were kept. One thread.
 */
final class LogReader {

    /** While entries come, it is checked this often that the log is still the same. */
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    /** While none come, it is checked this often that the log has not become shorter. */
    private static final Duration CHECK_IDLE_EVERY = Duration.ofSeconds(5);

    private final EventLog log;
    private final Sink sink;
    private final LongSupplier ticker;
    private final CheckPlaces check;
    private final Map<Integer, Place> places = new TreeMap<>();
    private final Deque<Entry> read = new ArrayDeque<>();
    private final ReadSize size;
    private long checkedAt;

    LogReader(EventLog log, Sink sink, Collection<Place> from, LongSupplier ticker) {
        this.log = log;
        this.sink = sink;
        this.ticker = ticker;
        this.check = new CheckPlaces(log);
        this.size = new ReadSize(sink.options().batchMax(), sink.options().portions().bytesMax());
        this.checkedAt = ticker.getAsLong();
        from.forEach(place -> places.put(place.position().shard(), place));
    }

    /**
     * The next batch, or null when there is nothing new.
     *
     * @param aside entries that are parked: they count as done
     */
    @Nullable Batch next(Set<Position> aside) {
        if (read.isEmpty()) {
            fill();
        }
        return read.isEmpty() ? null : cut(aside);
    }

    private void fill() {
        List<Entry> entries =
                log.read(places.values(), size.limit(), sink.options().portions().bytesMax());
        boolean found = !entries.isEmpty();
        Duration every = found ? CHECK_EVERY : CHECK_IDLE_EVERY;
        if (ticker.getAsLong() - checkedAt > every.toNanos()) {
            // After the read: what was read from another log must not be handed over.
            check.withinHeads(places.values());
            if (found) {
                check.sameEntries(places.values());
            }
            checkedAt = ticker.getAsLong();
        }
        size.learn(entries, places.size());
        read.addAll(entries);
    }

    private Batch cut(Set<Position> aside) {
        List<Entry> entries = new ArrayList<>();
        Map<Integer, Place> upTo = new TreeMap<>();
        long bytes = 0;
        while (!read.isEmpty() && entries.size() < sink.options().batchMax()) {
            Entry entry = read.peek();
            if (wanted(entry, aside)) {
                bytes += entry.weight();
                if (bytes > sink.options().portions().bytesMax() && !entries.isEmpty()) {
                    break;
                }
                entries.add(entry);
            }
            upTo.put(entry.position().shard(), Place.after(read.remove()));
        }
        places.putAll(upTo);
        return new Batch(sink.name(), entries, List.copyOf(upTo.values()), List.of());
    }

    private boolean wanted(Entry entry, Set<Position> aside) {
        return sink.options().filter().passes(entry.event()) && !aside.contains(entry.position());
    }
}
