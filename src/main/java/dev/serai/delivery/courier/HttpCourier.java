package dev.serai.delivery.courier;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Posts the event's data. What the status says counts; the body is only kept for the record. */
final class HttpCourier implements Courier {

    /** Of a longer answer the connection is closed rather than the rest read. */
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    /** How much of an answer is kept. */
    private static final int START_BYTES_MAX = 1 << 10;

    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int GONE = 410;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final HttpTimes times;
    private final Set<SignatureNames> names;

    HttpCourier(
            CloseableHttpClient client,
            ScheduledExecutorService timer,
            InstantSource clock,
            HttpTimes times,
            Set<SignatureNames> names) {
        this.client = client;
        this.timer = timer;
        this.clock = clock;
        this.times = times;
        this.names = names;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        AtomicBoolean late = new AtomicBoolean();
        HttpPost request = request(delivery, at);
        Future<?> deadline =
                timer.schedule(
                        () -> cutOff(request, late),
                        times.total().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return exchange(request, at, begun);
        } catch (IOException | HttpException e) {
            return new Outcome.Failed(
                    new Answer(at, since(begun), Answer.NONE, why(e, late.get())), null);
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpPost request(Delivery delivery, Instant at) {
        HttpPost request = new HttpPost(delivery.endpoint().settings().url().uri());
        Posted posted = Posted.of(delivery);
        WebhookHeaders.of(delivery, posted, at, names).forEach(request::addHeader);
        request.setEntity(new ByteArrayEntity(posted.body(), null));
        return request;
    }

    /** Away from the timer's thread: closing a connection may take a while. */
    private static void cutOff(HttpPost request, AtomicBoolean late) {
        late.set(true);
        Thread.startVirtualThread(request::cancel);
    }

    private Outcome exchange(HttpPost request, Instant at, long begun)
            throws IOException, HttpException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        String start = startOf(response, request);
        int status = response.getCode();
        Answer answer = new Answer(at, since(begun), status, start);
        if (status >= OK && status < REDIRECT) {
            return new Outcome.Delivered(answer);
        }
        if (status == GONE) {
            return new Outcome.Refused(answer);
        }
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Outcome.Failed(
                answer,
                RetryAfter.parse(
                        retryAfter == null ? null : retryAfter.getValue(), clock.instant()));
    }

    /** Ends the exchange too. An answer that breaks off is still an answer: its status has come. */
    private static String startOf(ClassicHttpResponse response, HttpPost request) {
        byte[] start = new byte[0];
        try (response) {
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                return "";
            }
            InputStream body = entity.getContent();
            start = body.readNBytes(START_BYTES_MAX);
            if (hasMoreThan(ANSWER_BYTES_MAX - START_BYTES_MAX, body)) {
                request.cancel(); // or closing would read all the rest
            }
        } catch (IOException e) {
            request.cancel();
        }
        return text(start);
    }

    private static boolean hasMoreThan(int limit, InputStream body) throws IOException {
        byte[] buffer = new byte[START_BYTES_MAX];
        int read = 0;
        int count = body.read(buffer);
        while (count >= 0 && read <= limit) {
            read += count;
            count = body.read(buffer);
        }
        return count >= 0;
    }

    /** PostgreSQL keeps every character but this one. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private String why(Exception problem, boolean late) {
        String why =
                switch (problem) {
                    case UnknownHostException e -> String.valueOf(e.getMessage());
                    case SSLException e -> "no TLS connection: " + e.getMessage();
                    default ->
                            "no answer: "
                                    + problem.getClass().getSimpleName()
                                    + ": "
                                    + problem.getMessage();
                };
        return late ? "no answer within " + times.total().toMillis() + " ms" : oneLine(why);
    }

    /** The other side may have had a hand in an exception's words. */
    private static String oneLine(String why) {
        String printable = why.replaceAll("\\p{Cntrl}+", " ");
        return printable.substring(0, Math.min(printable.length(), START_BYTES_MAX));
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
