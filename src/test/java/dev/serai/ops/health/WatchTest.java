package dev.serai.ops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration SOON = Duration.ofMillis(5);

    @Test
    void tellsWhatItSawLast() {
        AtomicInteger looks = new AtomicInteger();
        try (Watch<Integer> watch = new Watch<>("test", SOON, 0, looks::incrementAndGet)) {
            await().until(() -> watch.latest() > 2);
        }
    }

    @Test
    void goesOnAfterALookThatFailed() {
        AtomicInteger looks = new AtomicInteger();
        try (Watch<Integer> watch =
                new Watch<>(
                        "test",
                        SOON,
                        -1,
                        () -> {
                            if (looks.incrementAndGet() == 2) {
                                throw new IllegalStateException("nothing to see");
                            }
                            return looks.get();
                        })) {
            await().until(() -> watch.latest() > 3);
        }
    }

    @Test
    void neverMakesWaitWhoAsks() {
        CountDownLatch never = new CountDownLatch(1);
        try (Watch<String> watch =
                new Watch<>(
                        "test",
                        SOON,
                        "first",
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return "second";
                        })) {
            assertThat(watch.latest()).isEqualTo("first");
        }
    }
}
