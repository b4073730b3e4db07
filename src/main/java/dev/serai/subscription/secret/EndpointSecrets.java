package dev.serai.subscription.secret;

import dev.serai.signing.outbound.WebhookKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's secrets. Immutable; prints none.
 *
 * @param current signs; null when the hub cannot read the secrets, for want of a master key
 * @param previous sign too, newest first
 * @param credentials what else the receiver asks for
 */
public record EndpointSecrets(
        @Nullable WebhookKey current, List<FadingKey> previous, Credentials credentials) {

    /** How many previous keys sign at most. */
    public static final int PREVIOUS_MAX = 10;

    /** Those of an endpoint whose master key is missing. */
    public static final EndpointSecrets UNREADABLE =
            new EndpointSecrets(null, List.of(), Credentials.NONE);

    public EndpointSecrets {
        previous = List.copyOf(previous);
    }

    /** One key and nothing else. */
    public static EndpointSecrets of(WebhookKey key) {
        return new EndpointSecrets(key, List.of(), Credentials.NONE);
    }

    /** Whether there is anything to sign with. */
    public boolean isReadable() {
        return current != null;
    }

    /**
     * The key that signs now.
     *
     * @throws IllegalStateException if the secrets cannot be read
     */
    public WebhookKey key() {
        if (current == null) {
            throw new IllegalStateException("the endpoint's secrets cannot be read");
        }
        return current;
    }

    /**
     * The value of the signature's header: of every key that is worth something, the current one
     * first, parted by spaces.
     */
    public String signatures(String id, Instant now, byte[] body) {
        String signature = key().sign(id, now, body);
        if (previous.isEmpty()) {
            return signature;
        }
        StringBuilder all = new StringBuilder(signature);
        for (FadingKey old : previous) {
            if (now.isBefore(old.until())) {
                all.append(' ').append(old.key().sign(id, now, body));
            }
        }
        return all.toString();
    }

    /**
     * Another current key; the one that was signs on for a while.
     *
     * @param overlap for how long; not at all if it is zero
     * @throws IllegalArgumentException if ten previous keys sign on already
     */
    public EndpointSecrets rotated(WebhookKey next, Instant now, Duration overlap) {
        List<FadingKey> fading = new ArrayList<>();
        if (overlap.isPositive()) {
            fading.add(new FadingKey(key(), now.plus(overlap)));
        }
        previous.stream()
                .filter(old -> now.isBefore(old.until()) && !old.key().equals(next))
                .forEach(fading::add);
        if (fading.size() > PREVIOUS_MAX) {
            throw new IllegalArgumentException(
                    "ten previous secrets still sign; wait for one of them to end");
        }
        return new EndpointSecrets(next, fading, credentials);
    }

    /** The same keys with other credentials. */
    public EndpointSecrets with(Credentials others) {
        return new EndpointSecrets(current, previous, others);
    }

    @Override
    public String toString() {
        return "EndpointSecrets(hidden)";
    }
}
