package dev.serai.relay.sink;

/**
 * How much a sink is handed at a time.
 *
 * @param entriesMax how many entries are read, and their places kept, at once: as many may come
 *     again after a crash
 * @param bytesMax how many bytes of data; a single entry may have more
 * @param together whether all of them are handed over at once, rather than one after another
 * @param parallel how many entries of different keys, of one group of shards, may be in hand at the
 *     same time; those of one key never are. Only where they are not handed over together
 */
public record Portions(int entriesMax, long bytesMax, boolean together, int parallel) {

    /** How many entries are handed over at once, unless the sink says otherwise. */
    public static final int TOGETHER_MAX = 500;

    /** How many entries are handed over one after another, unless the sink says otherwise. */
    public static final int ONE_BY_ONE_MAX = 50;

    /** How many bytes of data, unless the sink says otherwise. */
    public static final long BYTES_MAX = 8L * 1024 * 1024;

    private static final int ENTRIES_LIMIT = 10_000;
    private static final int PARALLEL_LIMIT = 256;

    /** Many at once. */
    public static final Portions TOGETHER = new Portions(TOGETHER_MAX, BYTES_MAX, true, 1);

    /** One after another. */
    public static final Portions ONE_BY_ONE = new Portions(ONE_BY_ONE_MAX, BYTES_MAX, false, 1);

    public Portions {
        if (entriesMax < 1 || entriesMax > ENTRIES_LIMIT) {
            throw new IllegalArgumentException("a batch has 1 to " + ENTRIES_LIMIT + " entries");
        }
        if (bytesMax < 1) {
            throw new IllegalArgumentException("a batch has at least one byte");
        }
        if (parallel < 1 || parallel > PARALLEL_LIMIT) {
            throw new IllegalArgumentException("parallel is 1 to " + PARALLEL_LIMIT);
        }
        if (parallel > 1 && together) {
            throw new IllegalArgumentException(
                    "parallel is for events that are handed over one by one, not in batches");
        }
    }
}
