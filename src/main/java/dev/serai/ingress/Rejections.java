package dev.serai.ingress;

import dev.serai.event.Ksuid;
import dev.serai.outbox.RawRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records of what was refused, aside from the requests and at a bounded pace, so that a flood
 * of bad requests costs the good ones nothing: what does not fit is dropped and counted.
 */
final class Rejections implements AutoCloseable {

    /** How long the reason of a refusal, or of an unmappable webhook, may be. */
    static final int DETAIL_LENGTH_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
    private static final int WAITING_MAX = 500;
    private static final int BATCH_MAX = 100;
    private static final int BODY_BYTES_MAX = 4 * 1024;
    private static final int PATH_LENGTH_MAX = 512;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final PostgresRejections store;
    private final Ksuid ksuid;
    private final InstantSource clock;
    private final IngressListener listener;
    private final BlockingQueue<Rejection> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicInteger dropped = new AtomicInteger();
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("rejections").daemon().factory());

    Rejections(
            PostgresRejections store, Ksuid ksuid, InstantSource clock, IngressListener listener) {
        this.store = store;
        this.ksuid = ksuid;
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins to write. */
    void start() {
        writer.scheduleWithFixedDelay(
                this::write, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes note of a refusal; never waits. */
    void record(Webhook webhook, Refusal refusal) {
        RawRequest request = webhook.request();
        byte[] body = request.body();
        boolean taken =
                waiting.remainingCapacity() > 0
                        && waiting.offer(
                                new Rejection(
                                        "rej_" + ksuid.next(),
                                        clock.instant(),
                                        webhook.source(),
                                        refusal.reason(),
                                        shortened(refusal.detail(), DETAIL_LENGTH_MAX),
                                        request.method(),
                                        shortened(request.path(), PATH_LENGTH_MAX),
                                        HeaderLines.writeRedacted(request.headers()),
                                        Arrays.copyOf(
                                                body, Math.min(body.length, BODY_BYTES_MAX))));
        if (!taken) {
            dropped.incrementAndGet();
        }
    }

    /** Writes what waits. The backstop of its loop: what it cannot write is dropped. */
    private void write() {
        List<Rejection> batch = new ArrayList<>();
        waiting.drainTo(batch, BATCH_MAX);
        int lost = dropped.getAndSet(0);
        try {
            store.insert(batch);
        } catch (RuntimeException e) {
            LOG.warn("Dropped {} records of refused requests: {}", batch.size(), e.getMessage());
            lost += batch.size();
        }
        if (lost > 0) {
            listener.rejectionsDropped(lost);
        }
    }

    /** The text, or its beginning. */
    static String shortened(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax);
    }

    /** Writes a last time. */
    @Override
    public void close() {
        writer.shutdown();
        write();
    }
}
