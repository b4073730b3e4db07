package dev.serai.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Drops the records that are older than they are kept, now and every day. */
final class TrimAudit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrimAudit.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final PostgresAudit audit;
    private final Duration retention;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    TrimAudit(PostgresAudit audit, Duration retention, InstantSource clock) {
        this.audit = audit;
        this.retention = retention;
        this.clock = clock;
    }

    void start() {
        Thread.ofVirtual().name("audit-trim").start(this::run);
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void run() {
        try {
            do {
                trim();
            } while (!stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part at a time, so that no statement locks for long. */
    private void trim() {
        try {
            int dropped = 0;
            int last;
            do {
                last = audit.drop(clock.instant().minus(retention));
                dropped += last;
            } while (last == PostgresAudit.DROPPED_MAX && stopped.getCount() > 0);
            if (dropped > 0) {
                LOG.info("Dropped {} records of the audit trail by serai.audit.retention", dropped);
            }
        } catch (DataAccessException e) {
            LOG.warn("The audit trail was not trimmed; the next try is in {}", EVERY, e);
        }
    }
}
