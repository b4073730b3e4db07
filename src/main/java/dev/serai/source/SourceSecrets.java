package dev.serai.source;

import dev.serai.signing.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a source, by the connector's parameter. Immutable; prints none.
 *
 * @param values all of them
 * @param previousUntil when the previous one is worth nothing any more; null for no such time
 * @param isReadable false if there are some, and this hub does not have the key to them
 */
public record SourceSecrets(
        Map<String, Secret> values, @Nullable Instant previousUntil, boolean isReadable) {

    /** The parameter that is the source's secret. */
    public static final String CURRENT = "secret";

    /** The parameter that is the secret before it. */
    public static final String PREVIOUS = "previousSecret";

    /** None. */
    public static final SourceSecrets NONE = new SourceSecrets(Map.of(), null, true);

    /** Some that nobody here can read. */
    public static final SourceSecrets UNREADABLE = new SourceSecrets(Map.of(), null, false);

    public SourceSecrets {
        values = Map.copyOf(values);
    }

    /** The current one. */
    public Optional<Secret> current() {
        return Optional.ofNullable(values.get(CURRENT));
    }

    /** The same with one of them set, or removed if null; without the end that the previous had. */
    public SourceSecrets with(String name, @Nullable Secret secret) {
        Map<String, Secret> changed = new HashMap<>(values);
        if (secret == null) {
            changed.remove(name);
        } else {
            changed.put(name, secret);
        }
        return new SourceSecrets(changed, name.equals(PREVIOUS) ? null : previousUntil, true);
    }

    /** Another current one; the one that was verifies until a time, or not at all if null. */
    public SourceSecrets rotated(Secret next, @Nullable Instant until) {
        Map<String, Secret> changed = new HashMap<>(values);
        Secret last = changed.put(CURRENT, next);
        if (last == null || until == null) {
            changed.remove(PREVIOUS);
            return new SourceSecrets(changed, null, true);
        }
        changed.put(PREVIOUS, last);
        return new SourceSecrets(changed, until, true);
    }

    /** Those that are worth something at a time. */
    public Map<String, Secret> at(Instant now) {
        if (previousUntil == null || now.isBefore(previousUntil)) {
            return values;
        }
        return with(PREVIOUS, null).values();
    }

    @Override
    public String toString() {
        return "SourceSecrets" + values.keySet();
    }
}
