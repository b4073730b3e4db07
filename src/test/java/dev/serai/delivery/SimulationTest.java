package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.delivery.SimulatedHub.Customer;
import dev.serai.delivery.SimulatedHub.Reply;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Days of trouble in a moment: what named incidents do to the one who has them and to his
 * neighbour. {@code -Dserai.bench.results=bench/results} writes the report.
 */
final class SimulationTest {

    private static final Owner ONE = new Owner(TenantId.DEFAULT, new ProjectId("app_one"));
    private static final Owner OTHER = new Owner(TenantId.DEFAULT, new ProjectId("app_other"));
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> REPORT = Collections.synchronizedList(new ArrayList<>());

    private final SimulatedHub hub = new SimulatedHub();

    /** Somebody healthy who gets an event a second. */
    private final Customer neighbour = hub.customer(OTHER, null, t -> Reply.of(200, 20));

    @Test
    void aDeadEndpointIsProbedAndDisabledAfterFiveDays() {
        Customer dead = hub.customer(ONE, null, t -> Reply.of(0, 1));
        hub.events(dead, Duration.ZERO, Duration.ofMinutes(10), 6 * 24 * 6);
        hub.events(neighbour, Duration.ZERO, Duration.ofMinutes(10), 6 * 24 * 6);
        hub.run(Duration.ofDays(7));
        say("dead endpoint, an event every 10 min for 6 days", dead);
        assertThat(Duration.ofNanos(dead.disabledAt))
                .isBetween(Duration.ofDays(5), Duration.ofDays(5).plus(Duration.ofMinutes(30)));
        assertThat(dead.attempts.size()).isLessThan(5_000);
        assertThat(dead.delivered).isEmpty();
        assertNeighbour(6 * 24 * 6);
    }

    @Test
    void aFlappingEndpointGetsEverything() {
        long minute = Duration.ofMinutes(1).toNanos();
        Customer flapping =
                hub.customer(
                        ONE, null, t -> t / minute % 2 == 0 ? Reply.of(200, 20) : Reply.of(500, 5));
        hub.events(flapping, Duration.ZERO, Duration.ofMillis(200), 5 * 3_600);
        hub.events(neighbour, Duration.ZERO, SECOND, 3_600);
        hub.run(Duration.ofHours(24));
        say("flapping: a minute well, a minute 500; 5 events/s for an hour", flapping);
        assertThat(flapping.delivered).hasSize(5 * 3_600);
        assertThat(flapping.attempts.size()).isLessThan(5 * 3_600 * 3 / 2);
        assertNeighbour(3_600);
    }

    @Test
    void aSlowDripCostsItsNeighbourNothing() {
        Customer slow = hub.customer(ONE, null, t -> Reply.of(0, 15_000));
        hub.events(slow, Duration.ZERO, Duration.ofMillis(20), 50 * 600);
        hub.events(neighbour, Duration.ZERO, SECOND, 600);
        hub.run(HOUR);
        say("slow drip: every attempt takes 15 s and fails; 50 events/s for 10 min", slow);
        assertThat(slow.attempts.size()).isLessThan(1_000);
        assertNeighbour(600);
    }

    @Test
    void fast503sSlowItDownAndNothingIsLostWhenItRecovers() {
        long recovers = Duration.ofMinutes(10).toNanos();
        Customer busy =
                hub.customer(ONE, null, t -> t < recovers ? Reply.of(503, 2) : Reply.of(200, 20));
        hub.events(busy, Duration.ZERO, Duration.ofMillis(50), 20 * 900);
        hub.events(neighbour, Duration.ZERO, SECOND, 900);
        hub.run(Duration.ofHours(3));
        say("503 within 2 ms for 10 min, then well; 20 events/s for 15 min", busy);
        assertThat(busy.delivered).hasSize(20 * 900);
        assertThat(busy.attempts.stream().filter(t -> t < recovers).count()).isLessThan(100);
        assertThat(busy.parked).isZero();
        assertThat(busy.disabledAt).isNegative();
        assertNeighbour(900);
    }

    @Test
    void a429StormFindsThePaceThatTheReceiverCanTake() {
        Deque<Long> accepted = new ArrayDeque<>();
        Customer limiting =
                hub.customer(
                        ONE,
                        null,
                        t -> {
                            while (!accepted.isEmpty() && t - accepted.peek() >= 1_000_000_000L) {
                                accepted.remove();
                            }
                            if (accepted.size() >= 5) {
                                return new Reply(429, Duration.ofMillis(2), SECOND);
                            }
                            accepted.add(t);
                            return Reply.of(200, 20);
                        });
        hub.events(limiting, Duration.ZERO, Duration.ofMillis(50), 20 * 300);
        hub.events(neighbour, Duration.ZERO, SECOND, 300);
        hub.run(Duration.ofHours(30));
        say("429 with Retry-After: 1 beyond 5/s; 20 events/s for 5 min", limiting);
        assertThat(limiting.delivered).hasSize(20 * 300);
        assertThat(limiting.attempts.size()).isLessThan(20 * 300 * 2);
        assertThat(limiting.parked).isZero();
        assertNeighbour(300);
    }

    @Test
    void oneWithAHundredThousandDueDoesNotDelayAnothersOne() {
        List<Customer> flood = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            flood.add(hub.customer(ONE, null, t -> Reply.of(200, 200)));
        }
        flood.forEach(customer -> hub.events(customer, Duration.ZERO, Duration.ZERO, 200));
        hub.events(neighbour, Duration.ZERO, SECOND, 60);
        hub.run(HOUR);
        say(
                "flood: 100,000 due at once for 500 endpoints of one project (one of them)",
                flood.get(0));
        assertThat(flood).allMatch(customer -> customer.delivered.size() == 200);
        assertNeighbour(60);
    }

    @Test
    void aRateIsKeptInEverySecondOfABacklog() {
        Customer limited = hub.customer(ONE, 50, t -> Reply.of(200, 30));
        hub.events(limited, Duration.ZERO, Duration.ZERO, 3_000);
        hub.events(neighbour, Duration.ZERO, SECOND, 60);
        hub.run(HOUR);
        say(
                "rate of 50/s; 3,000 due at once; most in a second " + limited.mostInASecond(),
                limited);
        assertThat(limited.mostInASecond()).isLessThanOrEqualTo(55);
        assertThat(limited.percentile(100)).isLessThan(Duration.ofSeconds(66));
        assertNeighbour(60);
    }

    @AfterAll
    static void report() throws IOException {
        String folder = System.getProperty("serai.bench.results");
        if (folder != null) {
            List<String> lines = new ArrayList<>();
            lines.add("# Incidents on virtual time");
            lines.add("");
            lines.add(
                    "The engine's own plan, hands, throttles, breakers and schedule around made-up"
                            + " receivers. Each line: who has the incident, then a healthy neighbour of"
                            + " another project who gets an event a second"
                            + " (beside the dead one, every 10 min).");
            lines.add("");
            lines.add(
                    "| incident | attempts | delivered | p50 | p99 | parked | waiting | disabled"
                            + " after | neighbour p99 | neighbour max |");
            lines.add("|---|---|---|---|---|---|---|---|---|---|");
            lines.addAll(REPORT.stream().sorted().toList());
            Files.write(Path.of(folder, "incidents.md"), lines);
        }
    }

    /** Nobody healthy waits for anybody else: a round, and its own 20 ms. */
    private void assertNeighbour(int events) {
        assertThat(neighbour.delivered).hasSize(events);
        assertThat(neighbour.percentile(99)).isLessThan(Duration.ofMillis(100));
        assertThat(neighbour.percentile(100)).isLessThan(Duration.ofMillis(500));
    }

    private void say(String incident, Customer who) {
        REPORT.add(
                String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %s | %s | %d | %d | %s | %s | %s |",
                        incident,
                        who.attempts.size(),
                        who.delivered.size(),
                        text(who.percentile(50)),
                        text(who.percentile(99)),
                        who.parked,
                        who.waiting(),
                        who.disabledAt < 0 ? "-" : text(Duration.ofNanos(who.disabledAt)),
                        text(neighbour.percentile(99)),
                        text(neighbour.percentile(100))));
    }

    private static String text(Duration time) {
        if (time.compareTo(Duration.ofSeconds(10)) < 0) {
            return time.toMillis() + " ms";
        }
        return time.compareTo(Duration.ofHours(3)) < 0
                ? time.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f h", time.toMinutes() / 60.0);
    }
}
