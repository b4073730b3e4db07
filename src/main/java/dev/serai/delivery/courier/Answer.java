package dev.serai.delivery.courier;

import java.time.Duration;
import java.time.Instant;

/**
 * What an attempt got.
 *
 * @param at when it began
 * @param took how long it took
 * @param status the HTTP status; {@value #NONE} when there was no answer
 * @param start how the answer's body begins, or why there was none
 */
public record Answer(Instant at, Duration took, int status, String start) {

    /** The status of no answer. */
    public static final int NONE = 0;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    /** Whether the endpoint is in trouble itself, rather than with this one event, or busy. */
    boolean showsTrouble() {
        return (status == NONE || status == REQUEST_TIMEOUT || status >= SERVER_ERROR)
                && !showsBusy();
    }

    /** Whether the endpoint is there and says that it has too much to do. */
    public boolean showsBusy() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }
}
