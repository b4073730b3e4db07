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
import java.util.function.BooleanSupplier;

/**
 * One round of the dispatcher: looks which endpoints have something due, claims for each what it
 * can take, and hands it to its lane. Endpoints take turns, so none waits behind another's backlog.
 */
final class DispatchDueDeliveries {

    private static final int ENDPOINTS_MAX = 256;
    private static final Duration FAR = Duration.ofDays(1);

    private final PostgresDeliveries deliveries;
    private final ParkDeliveries parking;
    private final Endpoints endpoints;
    private final Lanes lanes;
    private final MakeAttempt attempt;
    private final DispatchSignal signal;
    private final Lease lease;
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
        List<DueEndpoint> found = deliveries.endpointsAfter(turn, ENDPOINTS_MAX);
        boolean more = found.size() == ENDPOINTS_MAX;
        turn = more ? found.getLast().id() : "";
        Map<String, Endpoint> ready = new HashMap<>();
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (DueEndpoint due : found) {
            if (due.isDue()) {
                plan(due.id(), ready, wanted);
            } else if (due.dueIn().compareTo(next) < 0) {
                next = due.dueIn();
            }
        }
        claim(ready, wanted);
        return more ? Duration.ZERO : whole(most);
    }

    /** When the next delivery of all is due, now that every endpoint was looked at. */
    private Duration whole(Duration most) {
        Duration first = next.compareTo(most) < 0 ? next : most;
        next = FAR;
        return first;
    }

    /** Forgets what is known of endpoints that are gone. */
    void forgetGone() {
        lanes.forgetUnless(id -> endpoints.find(id).isPresent());
    }

    private void plan(String id, Map<String, Endpoint> ready, Map<String, Integer> wanted) {
        Optional<Endpoint> endpoint = enabled(id);
        if (endpoint.isEmpty()) {
            if (parking.ofEndpoint(id) == ParkDeliveries.PARKED_MAX) {
                signal.raise();
            }
            lanes.forget(id);
            return;
        }
        int room = lanes.roomForRows(endpoint.get());
        lanes.of(endpoint.get()).moreDue(true);
        if (room > 0) {
            ready.put(id, endpoint.get());
            wanted.put(id, room);
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

    private void claim(Map<String, Endpoint> ready, Map<String, Integer> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        BooleanSupplier inTime = lease.begin();
        Map<String, Integer> claimed = new HashMap<>();
        for (ClaimedRow row : deliveries.claim(wanted, lease.length())) {
            claimed.merge(row.endpoint(), 1, Integer::sum);
            Entry entry = row.entry();
            if (entry == null) {
                parking.lost(row);
            } else {
                hand(row, new Delivery(entry, ready.get(row.endpoint())), inTime);
            }
        }
        wanted.forEach(
                (id, limit) ->
                        lanes.of(ready.get(id)).moreDue(claimed.getOrDefault(id, 0) >= limit));
    }

    private void hand(ClaimedRow row, Delivery delivery, BooleanSupplier inTime) {
        Task task = new Task(delivery, row.attempts(), row.manual(), row.claim());
        Lane lane = lanes.of(delivery.endpoint());
        if (!lane.offerRow(new RowDelivery(task, lane, attempt, inTime, signal))) {
            attempt.putBack(task);
        }
    }
}
