package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code kafka:} hands texts to Kafka's own client, which loads classes by them. Only its own
 * serializers and its two plain ways to log in are let through.
 */
final class KafkaRule implements EndpointRule {

    private static final Pattern SERIALIZER =
            Pattern.compile("org\\.apache\\.kafka\\.common\\.serialization\\.[A-Za-z]+Serializer");

    private static final Pattern LOGIN =
            Pattern.compile(
                    "org\\.apache\\.kafka\\.common\\.security\\.(plain\\.Plain|scram\\.Scram)LoginModule"
                            + " required( (username|password)=(\"[^\"]*\"|'[^']*'|[^ ;]+)){1,2} ?;");

    private static final Set<String> SERIALIZERS = Set.of("keyserializer", "valueserializer");

    private static final String JAAS = "sasljaasconfig";

    /** Whether an option that looks dangerous is judged here instead. */
    static boolean isKnown(String scheme, String option) {
        String word = option.toLowerCase(Locale.ROOT);
        return scheme.equals("kafka") && (SERIALIZERS.contains(word) || word.equals(JAAS));
    }

    @Override
    public Optional<Objection> judge(UriText uri, Allowed allowed) {
        for (var option : uri.options().entrySet()) {
            String word = option.getKey().toLowerCase(Locale.ROOT);
            boolean refused =
                    word.startsWith("additionalproperties")
                            || SERIALIZERS.contains(word)
                                    && !SERIALIZER.matcher(option.getValue()).matches()
                            || word.equals(JAAS) && !LOGIN.matcher(option.getValue()).matches();
            if (refused) {
                return Optional.of(
                        new Objection(
                                "option_forbidden",
                                "the option " + option.getKey() + " could load any class",
                                "use Kafka's own serializers, and PlainLoginModule or"
                                        + " ScramLoginModule with username and password"));
            }
        }
        return Optional.empty();
    }
}
