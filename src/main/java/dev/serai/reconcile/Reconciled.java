package dev.serai.reconcile;

import java.time.Instant;
import java.util.List;

/**
 * What a reconciliation came to.
 *
 * @param found how much the provider told of
 * @param present how many of them had come in
 * @param appended how many had not, and are in the log now
 * @param parked how many had not, and cannot be mapped; they are kept
 * @param gone how many the provider lists but does not have any more
 * @param to until when all is reconciled: where to go on from if it is not done
 * @param done whether that is all that was asked for
 * @param events the ids of those that were missing
 */
public record Reconciled(
        int found,
        int present,
        int appended,
        int parked,
        int gone,
        Instant to,
        boolean done,
        List<String> events) {

    public Reconciled {
        events = List.copyOf(events);
    }
}
