package dev.serai.delivery.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.EndpointUrl;
import dev.serai.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the layers around an attempt let through. */
final class LayersTest {

    private static final Delivery DELIVERY =
            new Delivery(
                    Samples.entry(Samples.event("a.b", "{}")),
                    Samples.endpoint(Samples.settings("https://example.com/")));

    private final List<Breakers.State> states = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void theBreakerOpensAfterFailuresAndClosesAfterAProbeThatWorked() {
        Breakers breakers = breakers(Duration.ofMillis(50));
        Courier failing = new BreakerCourier(answering(500), breakers);
        String endpoint = DELIVERY.endpoint().id();
        for (int i = 0; i < 4; i++) {
            failing.deliver(DELIVERY);
        }
        assertThat(breakers.state(endpoint)).isEqualTo(Breakers.State.OPEN);
        assertThat(breakers.notClosed()).containsExactly(endpoint);
        assertThat(failing.deliver(DELIVERY)).isInstanceOf(Outcome.Postponed.class);
        assertThat(calls).hasValue(4);
        await().until(() -> breakers.state(endpoint) == Breakers.State.PROBING);
        new BreakerCourier(answering(200), breakers).deliver(DELIVERY);
        assertThat(breakers.state(endpoint)).isEqualTo(Breakers.State.CLOSED);
        assertThat(breakers.notClosed()).isEmpty();
        assertThat(states)
                .containsExactly(
                        Breakers.State.OPEN, Breakers.State.PROBING, Breakers.State.CLOSED);
    }

    @Test
    void aProbeThatFailsOpensItAgain() {
        Breakers breakers = breakers(Duration.ofMillis(50));
        Courier failing = new BreakerCourier(answering(0), breakers);
        String endpoint = DELIVERY.endpoint().id();
        for (int i = 0; i < 4; i++) {
            failing.deliver(DELIVERY);
        }
        await().until(() -> breakers.state(endpoint) == Breakers.State.PROBING);
        failing.deliver(DELIVERY);
        assertThat(breakers.state(endpoint)).isEqualTo(Breakers.State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 422})
    void anEndpointThatOnlyRefusesWhatItGetsIsNotInTrouble(int status) {
        Breakers breakers = breakers(Duration.ofSeconds(30));
        Courier courier = new BreakerCourier(answering(status), breakers);
        for (int i = 0; i < 10; i++) {
            courier.deliver(DELIVERY);
        }
        assertThat(breakers.state(DELIVERY.endpoint().id())).isEqualTo(Breakers.State.CLOSED);
    }

    @Test
    void theThrottleLetsTheRateThroughAndATenthOfASecondsWorthAtOnce() {
        AtomicLong nanos = new AtomicLong();
        Throttles throttles = new Throttles(nanos::get);
        Courier courier = new ThrottledCourier(answering(200), throttles);
        Endpoint slow = Samples.endpoint(rate(20));
        Delivery delivery = new Delivery(DELIVERY.entry(), slow);
        assertThat(throttles.available(slow)).isEqualTo(2);
        assertThat(courier.deliver(delivery)).isInstanceOf(Outcome.Delivered.class);
        assertThat(courier.deliver(delivery)).isInstanceOf(Outcome.Delivered.class);
        assertThat(courier.deliver(delivery)).isInstanceOf(Outcome.Postponed.class);
        assertThat(throttles.opensIn(slow)).isEqualTo(Duration.ofMillis(50));
        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        assertThat(throttles.available(slow)).isEqualTo(1);
        assertThat(courier.deliver(delivery)).isInstanceOf(Outcome.Delivered.class);
        assertThat(courier.deliver(delivery)).isInstanceOf(Outcome.Postponed.class);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(throttles.available(slow)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void anEndpointThatIsBusyIsSlowedDownAndNotInTrouble(int status) {
        AtomicLong nanos = new AtomicLong();
        Throttles throttles = new Throttles(nanos::get);
        Breakers breakers = breakers(Duration.ofSeconds(30));
        Courier busy =
                new ThrottledCourier(new BreakerCourier(answering(status), breakers), throttles);
        Endpoint endpoint = DELIVERY.endpoint();
        long pause = Duration.ofMillis(100).toNanos();
        for (int i = 0; i < 12; i++) {
            assertThat(busy.deliver(DELIVERY)).isInstanceOf(Outcome.Failed.class);
            assertThat(throttles.opensIn(endpoint)).isEqualTo(Duration.ofNanos(pause));
            nanos.addAndGet(pause);
            pause = Math.min(pause * 2, Duration.ofMinutes(1).toNanos());
        }
        assertThat(breakers.state(endpoint.id())).isEqualTo(Breakers.State.CLOSED);
        assertThat(throttles.busy()).containsExactly(endpoint.id());
        Courier well = new ThrottledCourier(answering(200), throttles);
        while (!throttles.busy().isEmpty()) {
            nanos.addAndGet(throttles.opensIn(endpoint).toNanos());
            assertThat(well.deliver(DELIVERY)).isInstanceOf(Outcome.Delivered.class);
        }
        assertThat(nanos.get()).isLessThan(Duration.ofMinutes(10).toNanos());
        assertThat(throttles.available(endpoint)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aBugOfTheHubsCountsAsAFailedAttempt() {
        Courier broken =
                delivery -> {
                    throw new IllegalStateException("a bug");
                };
        assertThat(new NeverThrowingCourier(broken, InstantSource.system()).deliver(DELIVERY))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.answer().start()).doesNotContain("a bug"));
    }

    private Courier answering(int status) {
        return delivery -> {
            calls.incrementAndGet();
            Answer answer = new Answer(Instant.EPOCH, Duration.ofMillis(1), status, "");
            return status == 200 ? new Outcome.Delivered(answer) : new Outcome.Failed(answer, null);
        };
    }

    private Breakers breakers(Duration open) {
        return new Breakers(
                new BreakerSettings(8, 4, 50, open, open, 1),
                (endpoint, state) -> states.add(state));
    }

    private static EndpointSettings rate(int perSecond) {
        return new EndpointSettings(
                null,
                new EndpointUrl("https://example.com/"),
                "",
                List.of(),
                List.of(),
                false,
                Map.of(),
                perSecond,
                Map.of());
    }
}
