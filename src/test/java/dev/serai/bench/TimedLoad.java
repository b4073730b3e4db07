package dev.serai.bench;

import dev.serai.testing.Razorpay;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Posts webhooks at a rate and notes when each was answered with 200. */
final class TimedLoad {

    private final URI uri;
    private final Semaphore connections;
    private final Duration duration;
    private final int perSecond;
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();

    TimedLoad(URI uri, int connections, Duration duration, int perSecond) {
        this.uri = uri;
        this.connections = new Semaphore(connections);
        this.duration = duration;
        this.perSecond = perSecond;
    }

    /** The payments that were accepted, with the time of the answer in nanoseconds. */
    Map<String, Long> accepted() {
        return accepted;
    }

    void run() throws InterruptedException {
        String run = Long.toString(System.nanoTime(), 36);
        long each = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i * each < duration.toNanos(); i++) {
                while (System.nanoTime() < begin + i * each) {
                    LockSupport.parkNanos(begin + i * each - System.nanoTime());
                }
                connections.acquire();
                String payment = "pay_" + run + i;
                String order = "order_" + run + i % 1000;
                senders.submit(
                        () -> {
                            send(http, payment, order);
                            return null;
                        });
            }
        }
    }

    private void send(HttpClient http, String payment, String order) throws Exception {
        try {
            var request =
                    Razorpay.webhook(uri, "evt_" + payment, Razorpay.captured(payment, order));
            if (http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200) {
                accepted.put(payment, System.nanoTime());
            }
        } finally {
            connections.release();
        }
    }
}
