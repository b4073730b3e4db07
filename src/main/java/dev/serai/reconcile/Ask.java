package dev.serai.reconcile;

import dev.serai.signing.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be reconciled. Its times are whole seconds, as those of the providers' lists are: what
 * is created later in the second that {@code to} is in belongs to the next time.
 *
 * @param from created at this time or later
 * @param to created before this time
 * @param types the provider's own names of the events that the webhook is subscribed to
 * @param apiKey what the provider's API takes
 * @param hook which webhook of the provider's, where it lists what it has sent by that; else null
 */
public record Ask(
        Instant from, Instant to, List<String> types, Secret apiKey, @Nullable String hook) {

    public Ask {
        from = from.truncatedTo(ChronoUnit.SECONDS);
        to = to.truncatedTo(ChronoUnit.SECONDS);
        types = List.copyOf(types);
    }

    Ask until(Instant earlier) {
        return new Ask(from, earlier, types, apiKey, hook);
    }

    /** Whether something of a time is asked for. */
    boolean covers(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
