package dev.serai.bench;

import dev.serai.testing.KeptConnection;
import dev.serai.testing.Razorpay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
                                        try (KeptConnection socket = new KeptConnection(uri)) {
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
            KeptConnection socket,
            long end,
            Pace pace,
            Latencies latencies,
            AtomicLong ok,
            AtomicLong refused)
            throws IOException {
        long due = pace.due(0);
        for (long count = 1; due < end; count++) {
            byte[] request = request();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int status = socket.send(request).status();
            latencies.add(System.nanoTime() - due);
            (status == 200 ? ok : refused).incrementAndGet();
            due = pace.due(count);
        }
    }

    private byte[] request() {
        long n = number.getAndIncrement();
        String body = Razorpay.captured("pay_" + run + n, "order_" + run + n % 1000);
        return KeptConnection.razorpay(uri.getPath(), "evt_" + run + n, body);
    }
}
