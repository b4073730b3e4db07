package dev.serai.chore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChoreTest {

    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void goesOnAfterATurnThatFailsUntilItIsStopped() {
        Chore chore = chore(Duration.ofMillis(1));
        chore.start();
        await().until(() -> turns.get() > 3);
        assertThat(chore.isRunning()).isTrue();
        chore.stop();
        assertThat(chore.isRunning()).isFalse();
    }

    @Test
    void canTakeItsFirstTurnBeforeAnythingElseHappens() {
        Chore chore = chore(Duration.ofDays(1));
        chore.startWithTurn();
        assertThat(turns).hasValue(1);
        chore.stop();
    }

    @Test
    void startsOnceAndAgainAfterItWasStopped() {
        Chore chore = chore(Duration.ofDays(1));
        chore.start();
        chore.start();
        await().until(() -> turns.get() == 1);
        chore.stop();
        chore.stop();
        chore.start();
        await().until(() -> turns.get() == 2);
        chore.stop();
    }

    private Chore chore(Duration pause) {
        return new Chore(
                "counting",
                pause,
                () -> {
                    turns.incrementAndGet();
                    throw new IllegalStateException("one of a test");
                });
    }
}
