package dev.serai.bench;

import dev.serai.testing.Razorpay;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts signed Razorpay webhooks over kept-alive connections, one at a time on each. Cheap on
 * purpose: it shares the machine with what it measures.
 */
final class HttpLoad {

    private final URI uri;
    private final int connections;
    private final String run = Long.toString(System.nanoTime(), 36);
    private final AtomicLong number = new AtomicLong();

    HttpLoad(URI uri, int connections) {
        this.uri = uri;
        this.connections = connections;
    }

    /** What a run of some time came to. */
    record Result(long ok, long refused, Duration took, Latencies latencies) {
        double perSecond() {
            return ok / (took.toNanos() / 1e9);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.0f/s (%d refused), %s", perSecond(), refused, latencies);
        }
    }

    /** As fast as it is answered. */
    Result saturate(Duration duration) {
        return run(duration, 0);
    }

    /** At a rate, whatever the answers: latency counts from when a request was due. */
    Result atRate(Duration duration, int perSecond) {
        return run(duration, perSecond);
    }

    private Result run(Duration duration, int perSecond) {
        Latencies latencies = new Latencies(5_000_000);
        AtomicLong ok = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int c = 0; c < connections; c++) {
            int connection = c;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (Socket socket =
                                                new Socket(uri.getHost(), uri.getPort())) {
                                            socket.setTcpNoDelay(true);
                                            Pace pace =
                                                    new Pace(
                                                            begin,
                                                            connection,
                                                            connections,
                                                            perSecond);
                                            send(socket, end, pace, latencies, ok, refused);
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new Result(
                ok.get(), refused.get(), Duration.ofNanos(System.nanoTime() - begin), latencies);
    }

    /**
     * When a connection's requests are due: evenly spread over the connections, or at once when the
     * rate is 0.
     */
    private record Pace(long begin, int connection, int connections, int perSecond) {
        long due(long count) {
            if (perSecond == 0) {
                return System.nanoTime();
            }
            long each = TimeUnit.SECONDS.toNanos(1) / perSecond;
            return begin + (count * connections + connection) * each;
        }
    }

    private void send(
            Socket socket,
            long end,
            Pace pace,
            Latencies latencies,
            AtomicLong ok,
            AtomicLong refused)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
        long due = pace.due(0);
        for (long count = 1; due < end; count++) {
            byte[] request = request();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            out.write(request);
            int status = answer(in);
            latencies.add(System.nanoTime() - due);
            (status == 200 ? ok : refused).incrementAndGet();
            due = pace.due(count);
        }
    }

    private byte[] request() {
        long n = number.getAndIncrement();
        String body = Razorpay.captured("pay_" + run + n, "order_" + run + n % 1000);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + uri.getPath()
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Razorpay-Signature: "
                        + Razorpay.sign(Razorpay.SECRET, bytes)
                        + "\r\nx-razorpay-event-id: evt_"
                        + run
                        + n
                        + "\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
        return request;
    }

    /** Reads an answer with a Content-Length to its end; returns the status. */
    private static int answer(InputStream in) throws IOException {
        int status = 0;
        int length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http/")) {
                status = Integer.parseInt(line.substring(9, 12));
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            }
        }
        if (chunked) {
            for (int size = Integer.parseInt(line(in), 16);
                    size > 0;
                    size = Integer.parseInt(line(in), 16)) {
                in.skipNBytes(size);
                line(in);
            }
            line(in);
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the hub closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
