package dev.serai.outbox.append;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Moves what applications published in their own transactions into the log, soon after they
 * committed.
 */
final class MoveStaged implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MoveStaged.class);
    private static final int BATCH_MAX = 500;
    private static final long LOOK_MS = 100;
    private static final long AFTER_FAILURE_MS = 1_000;

    private final JdbcTemplate jdbc;
    private final int dedupeDays;
    private final Runnable afterCommit;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    MoveStaged(JdbcTemplate jdbc, int dedupeDays, Runnable afterCommit) {
        this.jdbc = jdbc;
        this.dedupeDays = dedupeDays;
        this.afterCommit = afterCommit;
        this.thread = Thread.ofVirtual().name("log-move-staged").start(this::run);
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean failing = false;
        try {
            while (!stopped.await(failing ? AFTER_FAILURE_MS : LOOK_MS, TimeUnit.MILLISECONDS)) {
                boolean failed = !moveAll();
                if (failed && !failing) {
                    LOG.warn(
                            "Events published by SQL wait: they are moved when the database is back");
                }
                failing = failed;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the database could be asked. */
    private boolean moveAll() {
        try {
            int moved = BATCH_MAX;
            while (moved == BATCH_MAX && stopped.getCount() > 0) {
                moved = moveSome();
                if (moved > 0) {
                    afterCommit.run();
                }
            }
            return true;
        } catch (DataAccessException e) {
            LOG.debug("Moving staged events failed", e);
            return false;
        }
    }

    private int moveSome() {
        Boolean any =
                jdbc.queryForObject("select exists (select from serai.staging)", Boolean.class);
        if (!Boolean.TRUE.equals(any)) {
            return 0;
        }
        Integer moved =
                jdbc.queryForObject(
                        "select serai.move_staged(?, ?)", Integer.class, BATCH_MAX, dedupeDays);
        return moved == null ? 0 : moved;
    }
}
