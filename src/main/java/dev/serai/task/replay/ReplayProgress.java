package dev.serai.task.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay has done.
 *
 * @param after the event that it has come to, or null
 * @param reached when that event came in, or null: says how much is left
 * @param messagesSeen how many of the project's events it has looked at
 * @param messagesMatched how many of them are to be sent
 * @param messagesSent how many of those were handed to delivery; none in a dry run
 * @param sample the first that matched, at most {@value #SAMPLE_MAX}
 * @param waiting why it makes a pause, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayProgress(
        @Nullable String after,
        @Nullable Instant reached,
        long messagesSeen,
        long messagesMatched,
        long messagesSent,
        @Nullable List<String> sample,
        @Nullable String waiting) {

    static final int SAMPLE_MAX = 10;

    ReplayProgress seen(String event, Instant at) {
        return new ReplayProgress(
                event, at, messagesSeen + 1, messagesMatched, messagesSent, sample, null);
    }

    ReplayProgress matched(String event, boolean sent) {
        List<String> some = new ArrayList<>(sample == null ? List.of() : sample);
        if (some.size() < SAMPLE_MAX) {
            some.add(event);
        }
        return new ReplayProgress(
                after,
                reached,
                messagesSeen,
                messagesMatched + 1,
                messagesSent + (sent ? 1 : 0),
                some,
                null);
    }

    /** Others' events were passed over. */
    ReplayProgress passed(String event) {
        return new ReplayProgress(
                event, reached, messagesSeen, messagesMatched, messagesSent, sample, null);
    }

    ReplayProgress waits(String reason) {
        return new ReplayProgress(
                after, reached, messagesSeen, messagesMatched, messagesSent, sample, reason);
    }
}
