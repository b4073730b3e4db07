package dev.serai.stream;

import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** One live reader: its thread takes from its feed and writes to its connection until one ends. */
final class Reader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    /** Events are written together up to about this size. */
    private static final int WRITE_BYTES = 32 * 1024;

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private final ReaderFeed feed;
    private final StreamFilter filter;
    private final PatientOutput out;
    private final Terms terms;
    private final Start start;
    private final Bookmark place;
    private final Told told = new Told();

    /**
     * What is the same for all readers.
     *
     * @param stopping counted down when the hub stops
     */
    record Terms(
            Duration heartbeat, Duration retry, StreamListener listener, CountDownLatch stopping) {}

    /** What the reader knows. Used by the reader's thread only. */
    private static final class Told {
        private boolean place;
        private long at;
    }

    Reader(ReaderFeed feed, StreamFilter filter, PatientOutput out, Terms terms, Start start) {
        this.feed = feed;
        this.filter = filter;
        this.out = out;
        this.terms = terms;
        this.start = start;
        this.place = start.bookmark();
    }

    @Override
    public void run() {
        try {
            begin();
            while (terms.stopping().getCount() > 0) {
                step();
            }
            if (!told.place) {
                write(Blocks.heartbeat(place));
            }
            out.write(Blocks.bye("stopping", "The hub stops; come again."));
        } catch (ReaderTooSlow e) {
            cut();
        } catch (IOException e) {
            LOG.debug("a live reader has gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A live reader is closed; it may come again and goes on from its place", e);
        } finally {
            out.end();
        }
    }

    private void begin() throws IOException, InterruptedException {
        write(Blocks.hello(place, terms.retry()));
        told.place = true;
        if (start.reset() != null) {
            write(Blocks.reset(place, start.reset()));
            terms.listener().reset();
        }
    }

    private void step() throws IOException, InterruptedException {
        try {
            send(feed.next(untilHeartbeat()));
        } catch (HoleInLog hole) {
            goOnFromOldest(hole);
        } catch (DataAccessException e) {
            LOG.debug("the log could not be read for a live reader; it is tried again", e);
            terms.stopping().await(DATABASE_AWAY.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!untilHeartbeat().isPositive()) {
            write(told.place ? Blocks.heartbeat() : Blocks.heartbeat(place));
            told.place = true;
        }
    }

    private void send(List<Frame> frames) throws IOException, InterruptedException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        int events = 0;
        for (Frame frame : frames) {
            place.advance(frame.entry().position());
            told.place = filter.passes(frame.entry().event());
            if (told.place) {
                Blocks.event(batch, place, frame);
                events++;
            }
            if (batch.size() >= WRITE_BYTES) {
                flush(batch, events);
                events = 0;
            }
        }
        flush(batch, events);
    }

    private void flush(ByteArrayOutputStream batch, int events)
            throws IOException, InterruptedException {
        if (batch.size() > 0) {
            write(batch.toByteArray());
            batch.reset();
            terms.listener().sent(events);
        }
    }

    private void write(byte[] block) throws IOException, InterruptedException {
        out.write(block);
        told.at = System.nanoTime();
    }

    private Duration untilHeartbeat() {
        return terms.heartbeat().minusNanos(System.nanoTime() - told.at);
    }

    private void goOnFromOldest(HoleInLog hole) throws IOException, InterruptedException {
        List<Position> skipped = feed.skipExpired();
        if (skipped.isEmpty()) {
            throw hole;
        }
        skipped.forEach(place::advance);
        write(Blocks.reset(place, Start.Reset.EXPIRED));
        told.place = true;
        terms.listener().reset();
    }

    /** Says why if the reader wakes up in time to hear it; it goes on from its last id anyway. */
    private void cut() {
        terms.listener().cut();
        LOG.info("A live reader took nothing for too long and is cut; it may come again");
        try {
            out.write(Blocks.bye("too-slow", "You took nothing for too long; come again."));
        } catch (IOException e) {
            LOG.debug("a live reader that was cut did not hear why: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
