package dev.serai.route.step;

import dev.serai.route.secret.LiteralText;
import java.util.HashMap;
import java.util.Map;

/** The options of a step as a route gives them; one that is empty is as good as absent. */
final class StepOptions {

    private final Map<String, Object> parameters;

    StepOptions(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /** The same, where options that are absent are those of a preset. */
    StepOptions or(Map<String, String> preset) {
        Map<String, Object> all = new HashMap<>(preset);
        parameters.forEach(
                (name, value) -> {
                    if (!value.toString().isEmpty()) {
                        all.put(name, value);
                    }
                });
        parameters.keySet().removeAll(Handshake.NAMES);
        all.keySet().retainAll(Handshake.NAMES);
        return new StepOptions(all);
    }

    /** Takes an option out: what is left at the end, Camel refuses as unknown. */
    String text(String name, String fallback) {
        Object given = parameters.remove(name);
        return given == null || given.toString().isEmpty() ? fallback : given.toString();
    }

    /** An option that may be a secret of any characters. */
    String secret(String name) {
        return LiteralText.plain(text(name, ""));
    }

    /**
     * An option that is a whole number.
     *
     * @throws IllegalArgumentException if it is none, or not within the bounds
     */
    int number(String name, int fallback, int min, int max) {
        String text = text(name, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other that is wrong.
        }
        throw new IllegalArgumentException(
                "the option " + name + " is a number from " + min + " to " + max + ", not " + text);
    }
}
