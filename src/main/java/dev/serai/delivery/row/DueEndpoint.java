package dev.serai.delivery.row;

import java.time.Duration;

/**
 * An endpoint that deliveries wait for.
 *
 * @param id the endpoint's id
 * @param dueIn when the first of them is due; not positive when it is
 */
public record DueEndpoint(String id, Duration dueIn) {

    public boolean isDue() {
        return !dueIn.isPositive();
    }
}
