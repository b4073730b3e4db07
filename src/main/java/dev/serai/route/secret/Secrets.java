package dev.serai.route.secret;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets of the configuration, by name. Case, {@code -}, {@code _} and dots are of no matter
 * in a name, because an environment variable cannot tell them apart.
 */
public final class Secrets {

    private static final String HIDDEN = "(hidden)";

    /** A shorter text than this is found in many a word. */
    private static final int HIDDEN_LENGTH_MIN = 4;

    private final Map<String, String> values;

    Secrets(Map<String, String> given) {
        Map<String, String> normal = new TreeMap<>();
        given.forEach((name, value) -> normal.put(normal(name), value));
        this.values = Map.copyOf(normal);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(normal(name))).filter(value -> !value.isEmpty());
    }

    /** Whether there is one of a name. */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** A message without any of the secrets in it. */
    public String hide(String message) {
        String hidden = message;
        for (String secret : values.values()) {
            if (secret.length() >= HIDDEN_LENGTH_MIN) {
                hidden = hidden.replace(secret, HIDDEN);
            }
        }
        return hidden;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.');
    }
}
