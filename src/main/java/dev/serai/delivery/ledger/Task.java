package dev.serai.delivery.ledger;

import dev.serai.delivery.courier.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A delivery on its way.
 *
 * @param attempts how many attempts were made since it was begun
 * @param manual whether a person asked for it
 * @param claim the number of this hub's claim on its row; null while it has no row
 * @param orderKey what it follows, as its row says; null for nothing
 */
public record Task(
        Delivery delivery,
        int attempts,
        boolean manual,
        @Nullable Long claim,
        @Nullable String orderKey) {

    /** The claim that a row begins with. */
    static final long FIRST_CLAIM = 0;

    /** One that was never tried and has no row. */
    public static Task fresh(Delivery delivery) {
        return new Task(delivery, 0, false, null, OrderKey.of(delivery));
    }

    /** The same, now with a row that was made for it. */
    public Task underway() {
        return new Task(delivery, attempts, manual, FIRST_CLAIM, orderKey);
    }

    String event() {
        return delivery.event().id().value();
    }

    public String endpoint() {
        return delivery.endpoint().id();
    }
}
