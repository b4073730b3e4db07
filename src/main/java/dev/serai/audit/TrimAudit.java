package dev.serai.audit;

import dev.serai.chore.Chore;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops the records that are older than they are kept, now and every day. */
final class TrimAudit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrimAudit.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final PostgresAudit audit;
    private final Duration retention;
    private final InstantSource clock;
    private final Chore chore = new Chore("trimming the audit trail", EVERY, this::trim);

    TrimAudit(PostgresAudit audit, Duration retention, InstantSource clock) {
        this.audit = audit;
        this.retention = retention;
        this.clock = clock;
    }

    void start() {
        chore.start();
    }

    @Override
    public void close() {
        chore.stop();
    }

    /** A part at a time, so that no statement locks for long. */
    private void trim() {
        int dropped = 0;
        int last;
        do {
            last = audit.drop(clock.instant().minus(retention));
            dropped += last;
        } while (last == PostgresAudit.DROPPED_MAX && chore.isRunning());
        if (dropped > 0) {
            LOG.info("Dropped {} records of the audit trail by serai.audit.retention", dropped);
        }
    }
}
