package dev.serai.api.error;

import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.problem.ProblemResponse;
import dev.serai.problem.RestOfBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps bodies of API calls within a limit, which Spring MVC has none of: 413 at once when the
 * length is told, else while it is read.
 */
public final class BodyLimit extends OncePerRequestFilter {

    /** The most that any API call may send; what stores events is narrower by itself. */
    static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BODY_BYTES_MAX) {
            ProblemResponse.write(response, MvcProblems.of(413));
        } else {
            chain.doFilter(new Limited(request), response);
        }
        if (response.getStatus() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
            RestOfBody.drain(request, response);
        }
    }

    /** 413: the body is over a limit of its own. */
    public static ProblemException exceeded(int bytesMax) {
        return new ProblemException(
                Problem.of(
                        413,
                        "too_large",
                        "Content too large",
                        "The body has more than " + bytesMax + " bytes."));
    }

    /** A request whose body ends in an exception beyond the limit. */
    private static final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    /** Counts what is read. */
    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream in;
        private long left = BODY_BYTES_MAX;

        LimitedStream(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            count(count);
            return count;
        }

        private void count(int bytes) throws BodyTooLarge {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new BodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
