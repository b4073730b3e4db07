package dev.serai.delivery.courier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an attempt. */
public sealed interface Outcome {

    /** An attempt that was made. */
    sealed interface Made extends Outcome {
        Answer answer();
    }

    /** The endpoint has it. */
    record Delivered(Answer answer) implements Made {}

    /** The endpoint wants no more events, this one included. */
    record Refused(Answer answer) implements Made {}

    /**
     * Not this time.
     *
     * @param retryAfter how long the endpoint wants to be left alone, or null
     */
    record Failed(Answer answer, @Nullable Duration retryAfter) implements Made {}

    /**
     * No attempt was made.
     *
     * @param later how long until it is worth trying
     * @param why for a person
     */
    record Postponed(Duration later, String why) implements Outcome {}

    /** What the event said was removed: there is nothing to be sent any more. */
    record Withdrawn() implements Outcome {}
}
