package dev.serai.reconcile;

import dev.serai.signing.Secret;
import java.time.Instant;
import java.util.List;

/**
 * What is to be reconciled.
 *
 * @param from created at this time or later, to the second
 * @param to created before this time
 * @param types the provider's own names of the events that the webhook is subscribed to
 * @param apiKey what the provider's API takes
 */
public record Ask(Instant from, Instant to, List<String> types, Secret apiKey) {

    public Ask {
        types = List.copyOf(types);
    }

    Ask until(Instant earlier) {
        return new Ask(from, earlier, types, apiKey);
    }
}
