package dev.serai.delivery;

import dev.serai.delivery.courier.Answer;
import dev.serai.delivery.courier.BreakerSettings;
import dev.serai.delivery.courier.Breakers;
import dev.serai.delivery.courier.Courier;
import dev.serai.delivery.courier.Couriers;
import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.courier.Throttles;
import dev.serai.delivery.dispatch.Plan;
import dev.serai.delivery.lane.Hands;
import dev.serai.delivery.schedule.RetrySchedule;
import dev.serai.event.Priority;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.tenant.Owner;
import dev.serai.testing.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * A hub on virtual time: the engine's own plan, hands, throttles, breakers, layers and schedule,
 * around rows and receivers that are made up. An answer is known when its attempt begins, and takes
 * its time from then on. Not thread-safe.
 */
final class SimulatedHub {

    private static final long ROUND = Duration.ofMillis(25).toNanos();
    private static final int ROUND_MAX = 256;
    private static final int LANE_MAX = 16;
    private static final long DISABLE_AFTER = Duration.ofDays(5).toNanos();
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(10)));

    /** What a receiver does at a time, in nanoseconds from the beginning. */
    interface Receiver extends LongFunction<Reply> {}

    /** An answer, and how long it takes. */
    record Reply(int status, Duration took, Duration retryAfter) {
        static Reply of(int status, long millis) {
            return new Reply(status, Duration.ofMillis(millis), null);
        }
    }

    private final Random random = new Random(7);
    private final Hands hands = new Hands(1_000);
    private final PriorityQueue<Todo> todo =
            new PriorityQueue<>(Comparator.comparingLong(Todo::at).thenComparingLong(Todo::number));
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Breakers breakers =
            Breakers.by(
                    new VirtualClock(),
                    new BreakerSettings(
                            20, 5, 50, Duration.ofSeconds(30), Duration.ofMinutes(10), 2));
    private final Throttles throttles = new Throttles(this::now);
    private final Courier courier =
            Couriers.layered(this::answer, breakers, throttles, new VirtualClock());
    private long now;
    private long number;
    private int rounds;

    long now() {
        return now;
    }

    Customer customer(Owner owner, Integer rate, Receiver receiver) {
        EndpointSettings plain = Samples.settings("https://example.com/");
        EndpointSettings settings =
                new EndpointSettings(
                        null,
                        plain.url(),
                        "",
                        List.of(),
                        List.of(),
                        false,
                        Map.of(),
                        rate,
                        Map.of());
        Endpoint any = Samples.endpoint(settings);
        Endpoint endpoint =
                new Endpoint(
                        any.id(), owner, settings, any.secrets(), any.createdAt(), any.updatedAt());
        Customer customer = new Customer(endpoint, receiver);
        customers.put(endpoint.id(), customer);
        return customer;
    }

    /** Events for a customer, one after another, from a time on. */
    void events(Customer customer, Duration from, Duration every, int count) {
        for (int i = 0; i < count; i++) {
            long at = from.plus(every.multipliedBy(i)).toNanos();
            at(at, () -> customer.add(new Row(now, now, 0, Priority.NORMAL.ordinal())));
        }
    }

    /** Runs until a time, or until nothing is to be done. */
    void run(Duration until) {
        at(0, this::round);
        while (!todo.isEmpty() && todo.peek().at <= until.toNanos()) {
            Todo next = todo.poll();
            now = Math.max(now, next.at);
            next.work.run();
        }
    }

    private void at(long time, Runnable work) {
        todo.add(new Todo(time, number++, work));
    }

    /** As the dispatcher does: looks who has something due, shares out, takes. */
    private void round() {
        Plan plan = new Plan(ROUND_MAX);
        for (Customer customer : customers.values()) {
            if (customer.isDue(now) && hands.hasFor(customer.endpoint.owner())) {
                plan.add(
                        customer.endpoint,
                        Math.min(
                                LANE_MAX - customer.underWay,
                                throttles.available(customer.endpoint)));
            }
        }
        plan.share(rounds++);
        plan.wanted()
                .forEach(
                        (id, some) -> {
                            Customer customer = customers.get(id);
                            for (int i = 0; i < some && customer.isDue(now); i++) {
                                attempt(customer, customer.rows.poll());
                            }
                        });
        if (todo.stream().limit(1).findAny().isPresent() || anyRows()) {
            at(Math.max(now + ROUND, nextDue()), this::round);
        }
    }

    private boolean anyRows() {
        return customers.values().stream().anyMatch(c -> !c.rows.isEmpty());
    }

    private long nextDue() {
        long events = todo.isEmpty() ? Long.MAX_VALUE : todo.peek().at;
        return Math.min(
                events,
                customers.values().stream()
                        .filter(c -> !c.rows.isEmpty())
                        .mapToLong(c -> Math.max(c.notBefore, c.rows.peek().due))
                        .min()
                        .orElse(Long.MAX_VALUE - ROUND));
    }

    private void attempt(Customer customer, Row row) {
        if (!hands.tryTake(customer.endpoint.owner())) {
            customer.rows.add(row);
            return;
        }
        Outcome outcome = courier.deliver(customer.delivery);
        if (outcome instanceof Outcome.Made made) {
            customer.begun(now);
            at(now + made.answer().took().toNanos(), () -> ended(customer, row, outcome));
        } else if (outcome instanceof Outcome.Postponed) {
            hands.giveBack(customer.endpoint.owner());
            customer.rows.add(row);
            customer.notBefore = now + Duration.ofSeconds(1).toNanos(); // asks for a probe again
        }
    }

    private void ended(Customer customer, Row row, Outcome outcome) {
        hands.giveBack(customer.endpoint.owner());
        customer.underWay--;
        if (outcome instanceof Outcome.Delivered) {
            customer.delivered.add(now - row.born);
            customer.failingSince = -1;
            return;
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        if (!failed.answer().showsBusy() && customer.isGivenUp(now)) {
            customer.disabledAt = now;
            customer.parked += customer.rows.size() + 1;
            customer.rows.clear();
            return;
        }
        SCHEDULE.next(row.attempts + 1, random)
                .ifPresentOrElse(
                        delay -> {
                            long wait = delay.toNanos();
                            if (failed.retryAfter() != null) {
                                wait = Math.max(wait, failed.retryAfter().toNanos());
                            }
                            customer.add(
                                    new Row(row.born, now + wait, row.attempts + 1, row.priority));
                        },
                        () -> customer.parked++);
    }

    private Outcome answer(Delivery delivery) {
        Reply reply = customers.get(delivery.endpoint().id()).receiver.apply(now);
        Answer answer = new Answer(Instant.EPOCH, reply.took, reply.status, "");
        return reply.status == 200
                ? new Outcome.Delivered(answer)
                : new Outcome.Failed(answer, reply.retryAfter);
    }

    /** One endpoint, and what became of its events. */
    static final class Customer {

        final List<Long> delivered = new ArrayList<>();
        final List<Long> attempts = new ArrayList<>();
        int parked;
        long disabledAt = -1;
        private final Endpoint endpoint;
        private final Delivery delivery;
        private final Receiver receiver;
        private final PriorityQueue<Row> rows =
                new PriorityQueue<>(
                        Comparator.comparingLong(Row::due).thenComparingInt(r -> -r.urgency()));
        private int underWay;
        private long notBefore;
        private long failingSince = -1;

        private Customer(Endpoint endpoint, Receiver receiver) {
            this.endpoint = endpoint;
            this.delivery =
                    new Delivery(Samples.entry(Samples.event("order.paid", "{}")), endpoint);
            this.receiver = receiver;
        }

        private void add(Row row) {
            if (disabledAt < 0) {
                rows.add(row);
            }
        }

        private boolean isDue(long now) {
            return notBefore <= now && !rows.isEmpty() && rows.peek().due <= now;
        }

        private void begun(long now) {
            underWay++;
            attempts.add(now);
        }

        private boolean isGivenUp(long now) {
            if (failingSince < 0) {
                failingSince = now;
            }
            return now - failingSince >= DISABLE_AFTER;
        }

        int waiting() {
            return rows.size();
        }

        /** How long the given share of the delivered events took at most. */
        Duration percentile(int percent) {
            List<Long> sorted = new ArrayList<>(delivered);
            Collections.sort(sorted);
            return sorted.isEmpty()
                    ? Duration.ZERO
                    : Duration.ofNanos(
                            sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)));
        }

        /** The most attempts in any second. */
        int mostInASecond() {
            int most = 0;
            int from = 0;
            for (int to = 0; to < attempts.size(); to++) {
                while (attempts.get(to) - attempts.get(from) >= 1_000_000_000L) {
                    from++;
                }
                most = Math.max(most, to - from + 1);
            }
            return most;
        }
    }

    private record Todo(long at, long number, Runnable work) {}

    private record Row(long born, long due, int attempts, int priority) {
        int urgency() {
            return priority * 2 + (attempts == 0 ? 1 : 0);
        }
    }

    private final class VirtualClock extends Clock {
        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
