package dev.serai.delivery.lane;

import dev.serai.delivery.courier.Breakers;
import dev.serai.delivery.courier.Throttles;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.option.EndpointOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of the endpoints that have had something to do. Thread-safe. */
public final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** Waiting deliveries have hands of their own, a fraction of those for events that come. */
    private static final int ROWS_SHARE = 2;

    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Executor threads;
    private final Hands freshHands;
    private final Hands rowsHands;
    private final EndpointLeases leases;
    private final Breakers breakers;
    private final Throttles throttles;

    public Lanes(
            Executor threads,
            int attemptsMax,
            EndpointLeases leases,
            Breakers breakers,
            Throttles throttles) {
        this.threads = threads;
        this.rowsHands = new Hands(attemptsMax / ROWS_SHARE);
        this.freshHands = new Hands(attemptsMax - attemptsMax / ROWS_SHARE);
        this.leases = leases;
        this.breakers = breakers;
        this.throttles = throttles;
    }

    public Lane of(Endpoint endpoint) {
        return lanes.computeIfAbsent(
                endpoint.id(),
                id ->
                        new Lane(
                                new Crew(
                                        Lane.FRESH_HANDS_MAX,
                                        Lane.FRESH_WAITING_MAX,
                                        freshHands,
                                        threads),
                                new Crew(
                                        Lane.ROWS_HANDS_MAX,
                                        Lane.ROWS_WAITING_MAX,
                                        rowsHands,
                                        threads)));
    }

    /**
     * Whether an event that has just come may be attempted at once. Not where it may have to wait
     * for another one, which only rows can do.
     */
    public boolean isOpen(Endpoint endpoint) {
        EndpointOptions options = endpoint.settings().options();
        return !options.isOrdered()
                && options.concurrency() == null
                && leases.permits(endpoint)
                && breakers.state(endpoint.id()) == Breakers.State.CLOSED
                && throttles.available(endpoint) > 0;
    }

    /** How many waiting deliveries an endpoint can take now. */
    public int roomForRows(Endpoint endpoint) {
        if (!rowsHands.hasFor(endpoint.owner()) || !leases.permits(endpoint)) {
            return 0;
        }
        Lane lane = of(endpoint);
        lane.limit(endpoint);
        return lane.roomForRows(endpoint, breakers, throttles);
    }

    /** How long until an endpoint's throttle lets an attempt through. */
    public Duration opensIn(Endpoint endpoint) {
        return throttles.opensIn(endpoint);
    }

    /** Endpoints that are left alone: their breakers are not closed, or they said they are busy. */
    public Set<String> notAttempted() {
        Set<String> ids = new HashSet<>(breakers.notClosed());
        ids.addAll(throttles.busy());
        return ids;
    }

    /** Forgets an endpoint that is gone. */
    public void forget(String endpoint) {
        lanes.remove(endpoint);
        breakers.forget(endpoint);
        throttles.forget(endpoint);
    }

    /** Forgets all that are gone. */
    public void forgetUnless(Predicate<String> isThere) {
        lanes.keySet().stream().filter(isThere.negate()).forEach(this::forget);
    }

    /** Waits until nobody has anything to do, or for so long. */
    public void awaitIdle(Duration most) {
        try {
            boolean idle = freshHands.awaitIdle(most) && rowsHands.awaitIdle(most);
            if (!idle) {
                LOG.warn("Some attempts are still under way; another hub makes them again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
