package dev.serai.delivery.connection;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.courier.Couriers;
import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.courier.TestCouriers;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.ScriptedReceiver.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server may close a connection that it said it keeps; that is no failure of an attempt. */
final class RetryClosedConnectionTest {

    /** Larger than a buffer, so that it is written in several parts. */
    private static final int LARGE = 300_000;

    private final Couriers couriers = TestCouriers.within(Duration.ofSeconds(5));

    @AfterEach
    void close() {
        couriers.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void sendsOnceMoreOnANewConnection(int bytes) throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answersAndHangsUp())) {
            assertThat(deliver(receiver, bytes)).isInstanceOf(Outcome.Delivered.class);
            await().until(() -> receiver.open() == 0);
            assertThat(deliver(receiver, bytes)).isInstanceOf(Outcome.Delivered.class);
            assertThat(receiver.received()).hasSize(2);
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void getsPastAsManyClosedConnectionsAsItMayTry() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            keepAndClose(receiver, RetryClosedConnection.TRIES_MAX);
            assertThat(deliver(receiver, 10)).isInstanceOf(Outcome.Delivered.class);
            assertThat(receiver.received()).hasSize(RetryClosedConnection.TRIES_MAX + 1);
        }
    }

    @Test
    void isAFailureWhenAllTriesAreUsedUp() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            keepAndClose(receiver, RetryClosedConnection.TRIES_MAX + 1);
            assertThat(deliver(receiver, 10)).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.received()).hasSize(RetryClosedConnection.TRIES_MAX + 1);
        }
    }

    @Test
    void sendsNothingTwiceThatANewConnectionSwallowed() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing((request, reply) -> reply.hangUp())) {
            assertThat(deliver(receiver, 10)).isInstanceOf(Outcome.Failed.class);
            receiver.play(ScriptedReceiver.resets());
            assertThat(deliver(receiver, 10)).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void sendsOnceMoreWhatAKeptConnectionCutOff() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            deliver(receiver, 10);
            receiver.play(ScriptedReceiver.resets());
            assertThat(deliver(receiver, 10)).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.received()).as("one, and again on a new one").hasSize(3);
        }
    }

    @Test
    void sendsNothingTwiceThatIsAnsweredInPart() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            deliver(receiver, 10);
            receiver.play(
                    (request, reply) -> {
                        reply.raw("HTTP/1.1 500 Broken\r\nContent-Length: 9\r\n\r\nhalf");
                        reply.hangUp();
                    });
            assertThat(deliver(receiver, 10)).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void isBoundedByTheTimeOfOneAttempt() throws IOException {
        try (Couriers hasty = TestCouriers.within(Duration.ofMillis(300));
                ScriptedReceiver receiver = ScriptedReceiver.playing(answersAndHangsUp())) {
            hasty.deliver(delivery(receiver, 10));
            await().until(() -> receiver.open() == 0);
            receiver.play(ScriptedReceiver.stalls());
            assertThat(hasty.deliver(delivery(receiver, 10))).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.received()).hasSize(2);
        }
    }

    /** Leaves so many kept connections behind, all of them closed by their server. */
    private void keepAndClose(ScriptedReceiver receiver, int connections) throws Exception {
        CountDownLatch all = new CountDownLatch(connections);
        receiver.play(
                (request, reply) -> {
                    all.countDown();
                    all.await();
                    answersAndHangsUp().play(request, reply);
                });
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            outcomes.add(
                    CompletableFuture.supplyAsync(
                            () -> deliver(receiver, 10), Thread::startVirtualThread));
        }
        for (CompletableFuture<Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOf(Outcome.Delivered.class);
        }
        await().until(() -> receiver.open() == 0);
        receiver.play(answers(200));
    }

    private static Script answersAndHangsUp() {
        return (request, reply) -> {
            reply.send(200, Map.of(), "");
            reply.hangUp();
        };
    }

    private Outcome deliver(ScriptedReceiver receiver, int bytes) {
        return couriers.deliver(delivery(receiver, bytes));
    }

    private static Delivery delivery(ScriptedReceiver receiver, int bytes) {
        String json = "\"" + "a".repeat(bytes) + "\"";
        return new Delivery(
                Samples.entry(Samples.event("a.b", json)),
                Samples.endpoint(Samples.settings(receiver.url())));
    }
}
