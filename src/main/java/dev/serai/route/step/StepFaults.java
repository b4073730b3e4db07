package dev.serai.route.step;

import dev.serai.ingress.source.DedupeRule;
import dev.serai.signing.options.Schemes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with the options of a step of {@code ingress:} before anybody has made a
 * source with it. What a source gives to it is not known yet, and only what is known is judged.
 */
public final class StepFaults {

    /** What each source says for itself. */
    private static final Set<String> OF_A_SOURCE =
            Set.of(
                    "source",
                    "tenant",
                    "project",
                    "secret",
                    "previousSecret",
                    "token",
                    "url",
                    "rate");

    private static final Set<String> SECRETS = Set.of("secret", "token");

    /** Stands for one that is not known. */
    private static final String ANY = "x";

    private StepFaults() {}

    /**
     * What is wrong with a step.
     *
     * @param what the step: {@code verify}
     * @param options what is written, and known, by name; an option that is not known is empty
     * @return what it is, for a person; empty if nothing is that can be seen
     */
    public static Optional<String> of(String what, Map<String, Optional<String>> options) {
        Map<String, Object> known = new HashMap<>();
        for (Map.Entry<String, Optional<String>> option : options.entrySet()) {
            String name = option.getKey();
            if (option.getValue().isPresent()) {
                known.put(name, option.getValue().get());
            } else if (SECRETS.contains(name)) {
                known.put(name, ANY);
            } else if (!OF_A_SOURCE.contains(name)) {
                return Optional.empty();
            }
        }
        try {
            check(what, known, options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void check(
            String what, Map<String, Object> known, Map<String, Optional<String>> options) {
        switch (what) {
            case "verify" -> verify(known, options);
            case "handshake" -> Handshake.of(new StepOptions(known));
            case "answer" -> new AnswerStep(new StepOptions(known));
            default -> {
                // The others have no options that could be wrong in themselves.
            }
        }
    }

    private static void verify(Map<String, Object> known, Map<String, Optional<String>> options) {
        if (!options.containsKey("source")) {
            throw new IllegalArgumentException(
                    "the option source is missing: it is the source's name");
        }
        Map<String, String> scheme = new HashMap<>();
        Schemes.OPTIONS.forEach(name -> scheme.put(name, known.getOrDefault(name, "").toString()));
        Schemes.read(scheme);
        String dedupe = known.getOrDefault("dedupe", "").toString();
        if (!dedupe.isEmpty()) {
            DedupeRule.parse(dedupe);
        }
    }
}
