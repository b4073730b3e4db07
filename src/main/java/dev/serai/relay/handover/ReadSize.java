package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import java.util.List;

/**
 * How many entries of each shard to read at once: so many that about a batch comes of all of them,
 * and fewer when they have lately been big: the log bounds their bytes, but finds as many rows
 * first. One thread.
 */
final class ReadSize {

    /** Where it begins, before it knows how big entries are. */
    private static final int FIRST = 8;

    private final int batchMax;
    private final long bytesMax;
    private int limit;

    ReadSize(int batchMax, long bytesMax) {
        this.batchMax = batchMax;
        this.bytesMax = bytesMax;
        this.limit = FIRST;
    }

    /** Entries per shard. */
    int limit() {
        return limit;
    }

    /** Grows by doubling while reads are smaller than a batch; shrinks at once to what fits. */
    void learn(List<Entry> entries, int shards) {
        if (entries.isEmpty()) {
            return;
        }
        int count = entries.size();
        long average = entries.stream().mapToLong(Entry::weight).sum() / count;
        long fitting = bytesMax / (average * shards);
        // If all of them came from one shard, it alone may fill the next batch.
        long filling = Math.min(batchMax, (long) limit * batchMax / count);
        limit = (int) Math.max(1, Math.min(Math.min(limit * 2L, filling), fitting));
    }
}
