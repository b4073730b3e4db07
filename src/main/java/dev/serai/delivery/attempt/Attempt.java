package dev.serai.delivery.attempt;

import dev.serai.event.EventId;
import dev.serai.tenant.Owner;
import java.time.Duration;
import java.time.Instant;

/**
 * One HTTP call that was made for a delivery.
 *
 * @param id {@code atmpt_} and a KSUID
 * @param at when it began
 * @param endpoint the endpoint's id
 * @param type the event's type
 * @param delivered whether the endpoint took the event
 * @param status the HTTP status; 0 when there was no answer
 * @param manual whether a person asked for it
 * @param url where it went
 * @param response how the answer began, or why there was none
 */
public record Attempt(
        String id,
        Instant at,
        Owner owner,
        EventId event,
        String endpoint,
        String type,
        boolean delivered,
        int status,
        Duration took,
        boolean manual,
        String url,
        String response) {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** Whether the endpoint was there and said that it had too much to do. */
    public boolean showsBusy() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }
}
