package dev.serai.delivery.dispatch;

import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.lane.EndpointLeases;
import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.lane.Lanes;
import dev.serai.delivery.ledger.LedgerEntry;
import dev.serai.delivery.ledger.Task;
import dev.serai.delivery.park.ParkDeliveries;
import dev.serai.delivery.row.ClaimedRow;
import dev.serai.delivery.row.DueEndpoint;
import dev.serai.delivery.row.DueRows;
import dev.serai.delivery.row.OrderedRows;
import dev.serai.delivery.settle.MakeAttempt;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
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
public final class DispatchDueDeliveries {

    /** Looked at in one round; one who has more of them is looked at in several. */
    private static final int PAGE = 256;

    private static final int PAGES_MAX = 4;

    /** Claimed in one round, and claimed by this hub in all: their data is held in memory. */
    private static final int ROUND_MAX = 256;

    private static final int CLAIMED_MAX = 4_000;
    private static final Duration FAR = Duration.ofDays(1);

    private final DueRows rows;
    private final ParkDeliveries parking;
    private final Endpoints endpoints;
    private final EndpointLeases leases;
    private final Lanes lanes;
    private final MakeAttempt attempt;
    private final DispatchSignal signal;
    private final Lease lease;
    private final AtomicInteger claimed = new AtomicInteger();
    private String turn = "";
    private int round;
    private Duration next = FAR;

    public DispatchDueDeliveries(
            DueRows rows,
            ParkDeliveries parking,
            Endpoints endpoints,
            EndpointLeases leases,
            Lanes lanes,
            MakeAttempt attempt,
            DispatchSignal signal,
            Lease lease) {
        this.rows = rows;
        this.parking = parking;
        this.endpoints = endpoints;
        this.leases = leases;
        this.lanes = lanes;
        this.attempt = attempt;
        this.signal = signal;
        this.lease = lease;
    }

    /** Not thread-safe. Returns after how long the next round is worth while; zero for at once. */
    Duration round(Duration most) {
        Plan plan = new Plan(Math.min(ROUND_MAX, CLAIMED_MAX - claimed.get()));
        if (plan.isFull()) {
            return most; // or sooner: whatever ends tells
        }
        List<Endpoint> due = new ArrayList<>();
        boolean all = look(due);
        takeLeases(due);
        due.forEach(endpoint -> add(endpoint, plan));
        plan.share(round++);
        claim(plan);
        return all && !plan.isFull() ? whole(most) : Duration.ZERO;
    }

    /** Goes on where the last round ended; whether it came to the end of all endpoints. */
    private boolean look(List<Endpoint> due) {
        for (int page = 0; page < PAGES_MAX; page++) {
            List<DueEndpoint> found = rows.endpointsAfter(turn, PAGE);
            for (DueEndpoint endpoint : found) {
                if (endpoint.isDue()) {
                    enabledOrPark(endpoint.id()).ifPresent(due::add);
                } else {
                    lookAgainIn(endpoint.dueIn());
                }
            }
            if (found.size() < PAGE) {
                turn = "";
                return true;
            }
            turn = found.getLast().id();
        }
        return false;
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

    private void takeLeases(List<Endpoint> due) {
        leases.take(
                due.stream()
                        .filter(endpoint -> !leases.permits(endpoint))
                        .map(Endpoint::id)
                        .toList());
    }

    private void add(Endpoint endpoint, Plan plan) {
        lanes.of(endpoint).moreDue(true);
        int room = lanes.roomForRows(endpoint);
        plan.add(endpoint, room);
        if (room == 0) {
            lookAgainIn(lanes.opensIn(endpoint));
        }
    }

    private Optional<Endpoint> enabledOrPark(String id) {
        Optional<Endpoint> endpoint = enabled(id);
        if (endpoint.isEmpty()) {
            if (parking.ofEndpoint(id) == ParkDeliveries.PARKED_MAX) {
                signal.raise();
            }
            lanes.forget(id);
        }
        return endpoint;
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
        if (plan.wanted().isEmpty()) {
            return;
        }
        BooleanSupplier inTime = lease.begin();
        Map<String, Integer> counts = new HashMap<>();
        Map<OrderedRows.Key, List<Task>> runs = new LinkedHashMap<>();
        for (ClaimedRow row : rows.claim(plan.wanted(), lease.length())) {
            Entry entry = row.entry();
            if (entry == null) {
                parking.lost(row);
                continue;
            }
            Task task = task(row, new Delivery(entry, plan.endpoint(row.endpoint())));
            if (row.orderKey() == null) {
                counts.merge(row.endpoint(), 1, Integer::sum);
                hand(task, inTime);
            } else {
                runs.computeIfAbsent(
                                new OrderedRows.Key(row.endpoint(), row.orderKey()),
                                key -> new ArrayList<>())
                        .add(task);
            }
        }
        runs.forEach(
                (key, tasks) -> {
                    counts.merge(key.endpoint(), 1, Integer::sum);
                    hand(tasks, inTime);
                });
        plan.wanted()
                .forEach(
                        (id, limit) ->
                                lanes.of(plan.endpoint(id))
                                        .moreDue(counts.getOrDefault(id, 0) >= limit));
    }

    private static Task task(ClaimedRow row, Delivery delivery) {
        return new Task(delivery, row.attempts(), row.manual(), row.claim(), row.orderKey());
    }

    private void hand(Task task, BooleanSupplier inTime) {
        Lane lane = lanes.of(task.delivery().endpoint());
        claimed.incrementAndGet();
        RowDelivery work = new RowDelivery(task, lane, attempt, inTime, this::ended);
        if (!lane.offerRow(task.delivery(), work)) {
            claimed.decrementAndGet();
            attempt.putBack(task);
        }
    }

    private void hand(List<Task> tasks, BooleanSupplier inTime) {
        Task first = tasks.getFirst();
        Lane lane = lanes.of(first.delivery().endpoint());
        claimed.addAndGet(tasks.size());
        RowRun work = new RowRun(tasks, lane, attempt, inTime, this::ended);
        if (!lane.offerRow(first.delivery(), work)) {
            claimed.addAndGet(-tasks.size());
            attempt.putBack(first);
            tasks.subList(1, tasks.size())
                    .forEach(task -> attempt.enter(new LedgerEntry.Held(task)));
        }
    }

    private void ended(Lane lane) {
        if (claimed.getAndDecrement() >= CLAIMED_MAX || lane.isHungry()) {
            signal.raise();
        }
    }
}
