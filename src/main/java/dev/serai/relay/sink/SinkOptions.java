package dev.serai.relay.sink;

import dev.serai.outbox.EventLog;

/**
 * How a sink is served.
 *
 * @param keeper where its cursors are kept
 * @param from where it begins when it has no cursor yet
 * @param portions how much it is handed at a time
 * @param patience when an entry is given up
 * @param filter which events it wants
 */
public record SinkOptions(
        Keeper keeper, From from, Portions portions, Patience patience, EntryFilter filter) {

    /** Everything from the log's start, in batches, cursors in PostgreSQL. */
    public static final SinkOptions DEFAULT =
            new SinkOptions(
                    Keeper.POSTGRES,
                    From.START,
                    Portions.TOGETHER,
                    Patience.DEFAULT,
                    EntryFilter.ALL);

    public SinkOptions {
        if (keeper == Keeper.KAFKA && portions.parallel() > 1) {
            throw new IllegalArgumentException(
                    "a transaction of Kafka holds one batch: parallel is for sinks that keep their"
                            + " places in PostgreSQL");
        }
    }

    /** The same, beginning where it would begin now, should it begin later. */
    public SinkOptions pinned(EventLog log) {
        return new SinkOptions(keeper, from.pinned(log), portions, patience, filter);
    }

    /** How many entries are read for a batch. Kafka commits each batch whole. */
    public int batchMax() {
        return keeper == Keeper.KAFKA && !portions.together() ? 1 : portions.entriesMax();
    }

    /** Who keeps the sink's place in the log. */
    public enum Keeper {
        /** A table of the log's database: events are delivered at least once. */
        POSTGRES,
        /** Kafka, in the transaction that holds the records: exactly once. */
        KAFKA,
        /** Nobody: every hub reads for itself, from the end of the log on. */
        NOBODY
    }
}
