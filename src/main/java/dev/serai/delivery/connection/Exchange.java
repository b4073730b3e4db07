package dev.serai.delivery.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/** Makes one exchange, until its deadline. */
final class Exchange {

    /** Of a longer answer the connection is closed rather than the rest read. */
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private static final int BUFFER_BYTES = 1 << 10;

    private final ScheduledExecutorService timer;

    /**
     * Makes the step.
     *
     * @param timer cuts off what takes too long; nothing that is run on it blocks
     */
    Exchange(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Posts.
     *
     * @param kept how many bytes of the answer's body are wanted at most
     * @param identified whether the client has a certificate to show
     */
    Reply make(
            CloseableHttpClient client,
            HttpPost request,
            Deadline deadline,
            int kept,
            boolean identified)
            throws NoReply {
        AtomicBoolean late = new AtomicBoolean();
        ShownIdentity.wasAskedFor(); // begins anew
        Future<?> end =
                timer.schedule(
                        () -> cutOff(request, late),
                        deadline.left().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return exchange(client, request, kept);
        } catch (IOException | HttpException e) {
            throw new NoReply(
                    late.get()
                            ? deadline.words()
                            : Trouble.words(e, identified, ShownIdentity.wasAskedFor()));
        } finally {
            end.cancel(false);
        }
    }

    /** Away from the timer's thread: closing a connection may take a while. */
    private static void cutOff(HttpPost request, AtomicBoolean late) {
        late.set(true);
        Thread.startVirtualThread(request::cancel);
    }

    private static Reply exchange(CloseableHttpClient client, HttpPost request, int kept)
            throws IOException, HttpException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        byte[] start = startOf(response, request, kept);
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Reply(
                response.getCode(), retryAfter == null ? null : retryAfter.getValue(), start);
    }

    /** Ends the exchange too. An answer that breaks off is still an answer: its status has come. */
    private static byte[] startOf(ClassicHttpResponse response, HttpPost request, int kept) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        try (response) {
            HttpEntity entity = response.getEntity();
            if (entity != null && isLong(entity.getContent(), kept, start)) {
                request.cancel(); // or closing would read all the rest
            }
        } catch (IOException e) {
            request.cancel();
        }
        return start.toByteArray();
    }

    /** Keeps how it begins; whether it is longer than is read. */
    private static boolean isLong(InputStream body, int kept, ByteArrayOutputStream start)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int read = 0;
        int count = body.read(buffer);
        while (count >= 0 && read <= ANSWER_BYTES_MAX) {
            start.write(buffer, 0, Math.clamp(kept - start.size(), 0, count));
            read += count;
            count = body.read(buffer);
        }
        return count >= 0;
    }
}
