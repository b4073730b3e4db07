package dev.serai.api.message;

import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.standing.Standing;

/**
 * Where a message stands, as Svix numbers and names it.
 *
 * @param status 0 to 3
 */
record StandingView(int status, String text) {

    static final StandingView SUCCESS = new StandingView(0, "success");
    static final StandingView PENDING = new StandingView(1, "pending");
    static final StandingView FAIL = new StandingView(2, "fail");
    static final StandingView SENDING = new StandingView(3, "sending");

    static StandingView of(Standing.Kind kind) {
        return switch (kind) {
            case DELIVERED -> SUCCESS;
            case PENDING, NEVER -> PENDING;
            case FAILED -> FAIL;
            case SENDING -> SENDING;
        };
    }

    static StandingView of(DeliveryState state) {
        return switch (state.kind()) {
            case DELIVERED -> SUCCESS;
            case WAITING -> state.attempts() == 0 ? PENDING : SENDING;
            case PARKED -> FAIL;
        };
    }
}
