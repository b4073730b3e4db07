package dev.serai.delivery;

import dev.serai.delivery.courier.Delivery;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * One round of the dispatcher: looks which endpoints have something due, claims for each what it
 * can take, and hands it to its lane. Endpoints take turns, so none waits behind another's backlog.
 */
final class DispatchDueDeliveries {

    private static final int ENDPOINTS_MAX = 256;

    /** Claimed in one round, and claimed by this hub in all: their data is held in memory. */
    private static final int ROUND_MAX = 256;

    private static final int CLAIMED_MAX = 4_000;
    private static final Duration FAR = Duration.ofDays(1);

    private final PostgresDeliveries deliveries;
    private final ParkDeliveries parking;
    private final Endpoints endpoints;
    private final Lanes lanes;
    private final MakeAttempt attempt;
    private final DispatchSignal signal;
    private final Lease lease;
    private final AtomicInteger claimed = new AtomicInteger();
    private String turn = "";
    private Duration next = FAR;

    DispatchDueDeliveries(
            PostgresDeliveries deliveries,
            ParkDeliveries parking,
            Endpoints endpoints,
            Lanes lanes,
            MakeAttempt attempt,
            DispatchSignal signal,
            Lease lease) {
        this.deliveries = deliveries;
        this.parking = parking;
        this.endpoints = endpoints;
        this.lanes = lanes;
        this.attempt = attempt;
        this.signal = signal;
        this.lease = lease;
    }

    /** Not thread-safe. Returns after how long the next round is worth while; zero for at once. */
    Duration round(Duration most) {
        Plan plan = Plan.ofAtMost(Math.min(ROUND_MAX, CLAIMED_MAX - claimed.get()));
        if (plan.isFull()) {
            return most; // or sooner: whatever ends tells
        }
        List<DueEndpoint> found = deliveries.endpointsAfter(turn, ENDPOINTS_MAX);
        String last = "";
        for (DueEndpoint due : found) {
            if (plan.isFull()) {
                break;
            }
            last = due.id();
            if (due.isDue()) {
                add(due.id(), plan);
            } else {
                lookAgainIn(due.dueIn());
            }
        }
        boolean more = plan.isFull() || found.size() == ENDPOINTS_MAX;
        turn = more ? last : "";
        claim(plan);
        return more ? Duration.ZERO : whole(most);
    }

    /** When the next delivery of all is due, now that every endpoint was looked at. */
    private Duration whole(Duration most) {
        Duration first = next.compareTo(most) < 0 ? next : most;
        next = FAR;
        return first;
    }

    /** A throttle that is open has no room for another reason, and tells when it has. */
    private void lookAgainIn(Duration wait) {
        if (wait.isPositive() && wait.compareTo(next) < 0) {
            next = wait;
        }
    }

    private void add(String id, Plan plan) {
        Optional<Endpoint> endpoint = enabled(id);
        if (endpoint.isEmpty()) {
            if (parking.ofEndpoint(id) == ParkDeliveries.PARKED_MAX) {
                signal.raise();
            }
            lanes.forget(id);
            return;
        }
        lanes.of(endpoint.get()).moreDue(true);
        int room = lanes.roomForRows(endpoint.get());
        plan.add(endpoint.get(), room);
        if (room == 0) {
            lookAgainIn(lanes.opensIn(endpoint.get()));
        }
    }

    /** Asks again before it says that there is none: another hub may have just made it. */
    private Optional<Endpoint> enabled(String id) {
        Optional<Endpoint> known = endpoints.find(id).filter(e -> !e.settings().disabled());
        if (known.isPresent()) {
            return known;
        }
        endpoints.refresh();
        return endpoints.find(id).filter(e -> !e.settings().disabled());
    }

    private void claim(Plan plan) {
        if (plan.wanted.isEmpty()) {
            return;
        }
        BooleanSupplier inTime = lease.begin();
        Map<String, Integer> counts = new HashMap<>();
        for (ClaimedRow row : deliveries.claim(plan.wanted, lease.length())) {
            counts.merge(row.endpoint(), 1, Integer::sum);
            Entry entry = row.entry();
            if (entry == null) {
                parking.lost(row);
            } else {
                hand(row, new Delivery(entry, plan.ready.get(row.endpoint())), inTime);
            }
        }
        plan.wanted.forEach(
                (id, limit) ->
                        lanes.of(plan.ready.get(id)).moreDue(counts.getOrDefault(id, 0) >= limit));
    }

    private void hand(ClaimedRow row, Delivery delivery, BooleanSupplier inTime) {
        Task task = new Task(delivery, row.attempts(), row.manual(), row.claim());
        Lane lane = lanes.of(delivery.endpoint());
        claimed.incrementAndGet();
        if (!lane.offerRow(new RowDelivery(task, lane, attempt, inTime, this::ended))) {
            claimed.decrementAndGet();
            attempt.putBack(task);
        }
    }

    private void ended(Lane lane) {
        if (claimed.getAndDecrement() >= CLAIMED_MAX || lane.isHungry()) {
            signal.raise();
        }
    }

    /**
     * What a round will claim.
     *
     * @param most how many deliveries in all
     * @param ready the endpoints by id
     * @param wanted how many deliveries of each
     */
    private record Plan(int most, Map<String, Endpoint> ready, Map<String, Integer> wanted) {

        static Plan ofAtMost(int most) {
            return new Plan(most, new HashMap<>(), new LinkedHashMap<>());
        }

        boolean isFull() {
            return left() <= 0;
        }

        void add(Endpoint endpoint, int room) {
            int some = Math.min(room, left());
            if (some > 0) {
                ready.put(endpoint.id(), endpoint);
                wanted.put(endpoint.id(), some);
            }
        }

        private int left() {
            return most - wanted.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
