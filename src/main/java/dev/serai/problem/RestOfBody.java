package dev.serai.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads what is left of a body that is not wanted, once the answer has gone out: most clients send
 * all before they read, and a connection that is closed on them takes the answer with it.
 */
public final class RestOfBody {

    /** Beyond that the connection is closed, answer or not. */
    static final int BYTES_MAX = 64 * 1024 * 1024;

    static final Duration TIME_MAX = Duration.ofSeconds(20);

    private static final int PART = 64 * 1024;

    private RestOfBody() {}

    /** Sends the answer, and reads on up to the bounds. */
    public static void drain(HttpServletRequest request, HttpServletResponse response) {
        // Who asks first whether to send does not send now.
        if (request.getHeader("Expect") != null) {
            return;
        }
        try {
            response.flushBuffer();
            InputStream in = request.getInputStream();
            byte[] part = new byte[PART];
            long begun = System.nanoTime();
            int left = BYTES_MAX;
            while (left > 0 && System.nanoTime() - begun < TIME_MAX.toNanos()) {
                int count = in.read(part);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (IOException e) {
            // Whoever sent it does not wait for the answer.
        }
    }
}
