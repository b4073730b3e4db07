package dev.serai.delivery;

import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.fresh.FreshBatch;
import dev.serai.delivery.fresh.FreshDelivery;
import dev.serai.delivery.fresh.HandOver;
import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.lane.Lanes;
import dev.serai.delivery.ledger.DeliveryStopped;
import dev.serai.delivery.ledger.Ledger;
import dev.serai.delivery.ledger.Task;
import dev.serai.delivery.park.ParkDeliveries;
import dev.serai.delivery.replay.ResendDeliveries;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.row.PostgresDeliveries;
import dev.serai.delivery.settle.MakeAttempt;
import dev.serai.event.EventId;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Delivers events of the log to the endpoints that want them. Thread-safe. */
public final class Deliveries {

    private final Endpoints endpoints;
    private final Lanes lanes;
    private final MakeAttempt attempt;
    private final Ledger ledger;
    private final PostgresDeliveries rows;
    private final ParkDeliveries parking;
    private final HandOver handOver;
    private final ResendDeliveries resending;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Deliveries(
            Endpoints endpoints,
            Lanes lanes,
            MakeAttempt attempt,
            Ledger ledger,
            PostgresDeliveries rows,
            ParkDeliveries parking,
            HandOver handOver,
            ResendDeliveries resending) {
        this.endpoints = endpoints;
        this.lanes = lanes;
        this.attempt = attempt;
        this.ledger = ledger;
        this.rows = rows;
        this.parking = parking;
        this.handOver = handOver;
        this.resending = resending;
    }

    /**
     * Takes events in. Asks the database for changed endpoints, otherwise returns at once.
     *
     * @return done when every delivery of the events is durable: made and recorded, or kept to be
     *     made; failed when the events are to be offered again
     */
    public CompletableFuture<Void> accept(List<Entry> entries) {
        if (stopping.get()) {
            return CompletableFuture.failedFuture(new DeliveryStopped(true));
        }
        try {
            List<Delivery> wanted = wanted(entries);
            return wanted.isEmpty() ? CompletableFuture.completedFuture(null) : begin(wanted);
        } catch (DataAccessException | TransactionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What has become of an event at each endpoint that it was meant for. */
    public List<DeliveryState> of(EventId event) {
        return rows.of(event);
    }

    /**
     * Sends events to an endpoint again, or for the first time, from the first attempt of the
     * schedule; whatever its settings say of them. Durable when it returns, or with the caller's
     * transaction.
     */
    public void resend(Endpoint endpoint, List<Entry> entries) {
        resending.resend(endpoint.id(), entries);
    }

    /** An endpoint was deleted or disabled: parks what waits for it; how many there were. */
    public int endpointEnded(String endpoint) {
        int all = 0;
        int some = ParkDeliveries.PARKED_MAX;
        while (some == ParkDeliveries.PARKED_MAX) {
            some = parking.ofEndpoint(endpoint);
            all += some;
        }
        return all;
    }

    /** Since when the delivery that has waited longest has been waiting. */
    public Optional<Instant> oldestWaiting() {
        return rows.oldest();
    }

    /** How many deliveries wait. Counts them all: not often. */
    public long waiting() {
        return rows.count();
    }

    /** Takes no more events in. */
    void stop() {
        stopping.set(true);
    }

    private List<Delivery> wanted(List<Entry> entries) {
        List<Delivery> wanted = new ArrayList<>();
        entries.stream().map(Entry::at).max(Instant::compareTo).ifPresent(endpoints::refreshedAt);
        for (Entry entry : entries) {
            for (Endpoint endpoint : endpoints.matching(entry.event())) {
                wanted.add(new Delivery(entry, endpoint));
            }
        }
        return wanted;
    }

    private CompletableFuture<Void> begin(List<Delivery> wanted) {
        FreshBatch batch = new FreshBatch(wanted.size(), ledger::hurry);
        List<FreshDelivery> begun = new ArrayList<>(wanted.size());
        for (Delivery delivery : wanted) {
            Lane lane = lanes.of(delivery.endpoint());
            FreshDelivery fresh =
                    new FreshDelivery(Task.fresh(delivery), lane, batch, attempt, ledger);
            begun.add(fresh);
            fresh.begin(lanes.isOpen(delivery.endpoint()));
        }
        handOver.later(batch, begun);
        return batch.settled();
    }
}
