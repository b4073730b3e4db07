package dev.serai.delivery;

import java.time.Duration;

/**
 * An endpoint that deliveries wait for.
 *
 * @param id the endpoint's id
 * @param dueIn when the first of them is due; not positive when it is
 */
record DueEndpoint(String id, Duration dueIn) {

    boolean isDue() {
        return !dueIn.isPositive();
    }
}
