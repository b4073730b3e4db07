package dev.serai.stream;

import dev.serai.outbox.EventLog;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The live readers of this hub. Thread-safe. */
public final class LiveStreams implements AutoCloseable {

    private static final String MEDIA_TYPE = "text/event-stream;charset=UTF-8";
    private static final String RETRY_AFTER_SECONDS = "5";

    /** How many readers read the log at a time, so that they leave connections to others. */
    private static final int LOG_READS_MAX = 4;

    private static final Duration BYE_MAX = Duration.ofSeconds(3);

    private final EventLog log;
    private final LiveTail tail;
    private final TailKeeper keeper;
    private final FindStart starts;
    private final StreamProperties properties;
    private final Reader.Terms terms;
    private final Semaphore logReads = new Semaphore(LOG_READS_MAX);
    private final Semaphore free;

    LiveStreams(
            EventLog log,
            LiveTail tail,
            FindStart starts,
            StreamProperties properties,
            StreamListener listener) {
        this.log = log;
        this.tail = tail;
        this.keeper = new TailKeeper(log, tail);
        this.starts = starts;
        this.properties = properties;
        this.free = new Semaphore(properties.readersMax());
        this.terms =
                new Reader.Terms(
                        properties.heartbeat(),
                        properties.retry(),
                        listener,
                        new CountDownLatch(1));
    }

    /** How many readers there are. */
    public int readers() {
        return properties.readersMax() - free.availablePermits();
    }

    /**
     * Answers a request with the stream; returns at once.
     *
     * @param since the id, the time or {@code start} to go on from; null for the log's end
     * @throws IllegalArgumentException if {@code since} is none of these
     * @throws ProblemException 503 if there are too many readers, or the hub stops
     */
    public void open(
            HttpServletRequest request,
            HttpServletResponse response,
            StreamFilter filter,
            @Nullable String since)
            throws IOException {
        if (terms.stopping().getCount() == 0 || !free.tryAcquire()) {
            terms.listener().turnedAway();
            throw unavailable();
        }
        boolean begun = false;
        try {
            keeper.anchor();
            Start start = starts.find(since);
            ReaderFeed feed = new ReaderFeed(log, tail, logReads, start.places());
            begin(request, response, feed, filter, start);
            begun = true;
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    private void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            ReaderFeed feed,
            StreamFilter filter,
            Start start)
            throws IOException {
        response.setContentType(MEDIA_TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Tells nginx and its like to pass every event on at once.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        PatientOutput out =
                new PatientOutput(
                        context,
                        response.getOutputStream(),
                        properties.writeTimeout(),
                        open -> run(new Reader(feed, filter, open, terms, start)));
        context.addListener(out);
        response.getOutputStream().setWriteListener(out);
    }

    private void run(Reader reader) {
        Thread.ofVirtual()
                .name("stream-reader")
                .start(
                        () -> {
                            terms.listener().opened();
                            try {
                                reader.run();
                            } finally {
                                free.release();
                                terms.listener().closed();
                            }
                        });
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                Problem.of(
                        503,
                        "too_many_readers",
                        "Too many readers",
                        "This hub has as many live readers as it may have, or is about to stop."),
                Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }

    /** Says good-bye to all readers and waits a little until they have heard it. */
    @Override
    public void close() {
        terms.stopping().countDown();
        tail.close();
        keeper.close();
        try {
            if (free.tryAcquire(
                    properties.readersMax(), BYE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(properties.readersMax());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
