package dev.serai.relay;

import dev.serai.outbox.Entry;
import java.util.List;

/**
 * How many entries to read at once: a batch of each shard when they are small, fewer when they have
 * lately been big, so that memory is bounded by bytes. One thread.
 */
final class ReadSize {

    /** Where it begins, before it knows how big entries are. */
    private static final int FIRST = 32;

    private final int limitMax;
    private final long bytesMax;
    private int limit;

    ReadSize(int limitMax, long bytesMax) {
        this.limitMax = Math.max(limitMax, FIRST);
        this.bytesMax = bytesMax;
        this.limit = FIRST;
    }

    /** Entries per shard. */
    int limit() {
        return limit;
    }

    /** Grows by doubling while reads stay within the bytes; shrinks at once to what fits. */
    void learn(List<Entry> entries, int shards) {
        if (entries.isEmpty()) {
            return;
        }
        long average = entries.stream().mapToLong(LogReader::bytes).sum() / entries.size();
        long fitting = Math.max(1, bytesMax / (average * shards));
        limit = (int) Math.min(Math.min(limit * 2L, limitMax), fitting);
    }
}
