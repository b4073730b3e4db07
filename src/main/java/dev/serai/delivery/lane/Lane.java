package dev.serai.delivery.lane;

import dev.serai.delivery.courier.Breakers;
import dev.serai.delivery.courier.Delivery;
import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.courier.Throttles;
import dev.serai.subscription.Endpoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An endpoint's way through the hub: two crews, so that events that come and deliveries that have
 * waited do not take each other's hands; and what is known of how it answers.
 */
public final class Lane {

    public static final int FRESH_HANDS_MAX = 16;
    static final int FRESH_WAITING_MAX = 2_000;
    public static final int ROWS_HANDS_MAX = 16;
    static final int ROWS_WAITING_MAX = 48;

    /** What an endpoint's owner may ask for at most. */
    private static final int ROWS_HANDS_MOST = 128;

    /** So few attempts at the same time does an endpoint get whose last one failed. */
    private static final int ROWS_FAILING_MAX = 2;

    private final Crew fresh;
    private final Crew rows;
    private final AtomicBoolean lagging = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean moreDue = new AtomicBoolean();

    Lane(Crew fresh, Crew rows) {
        this.fresh = fresh;
        this.rows = rows;
    }

    /** Takes an event that has just come; false when it had better wait as a row. */
    public boolean offerFresh(Delivery delivery, Runnable attempt) {
        return !lagging.get()
                && fresh.offer(delivery.event().owner(), delivery.event().priority(), attempt);
    }

    /** Takes a delivery that has waited; false when there is no room. */
    public boolean offerRow(Delivery delivery, Runnable attempt) {
        return rows.offer(delivery.event().owner(), delivery.event().priority(), attempt);
    }

    /** Keeps to its endpoint's own bound, if it has one. */
    void limit(Endpoint endpoint) {
        Integer most = endpoint.settings().options().concurrency();
        rows.limit(most == null ? ROWS_HANDS_MAX : Math.min(most, ROWS_HANDS_MOST));
    }

    /** How many waiting deliveries it can take now. */
    int roomForRows(Endpoint endpoint, Breakers breakers, Throttles throttles) {
        int most =
                switch (breakers.state(endpoint.id())) {
                    case OPEN -> 0;
                    case PROBING -> breakers.probes();
                    case CLOSED ->
                            failing.get() ? ROWS_FAILING_MAX : ROWS_HANDS_MAX + ROWS_WAITING_MAX;
                };
        return Math.max(0, Math.min(most - rows.load(), throttles.available(endpoint)));
    }

    /** Remembers that the endpoint had more than there was room for. */
    public void moreDue(boolean more) {
        moreDue.set(more);
    }

    /** Whether it would be worth looking for its rows again. */
    public boolean isHungry() {
        return moreDue.get() && rows.load() <= ROWS_HANDS_MAX / 2;
    }

    /** Its next events go straight to rows until it answers quickly again. */
    public void lags() {
        lagging.set(true);
    }

    /** Learns from an attempt. */
    public void ended(Outcome outcome, Duration quick) {
        if (outcome instanceof Outcome.Made made) {
            failing.set(!(outcome instanceof Outcome.Delivered));
            lagging.set(made.answer().took().compareTo(quick) > 0);
        }
    }
}
