package dev.serai.route.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The description of a provider, as those see it who make a source of it. Immutable; the JSON in it
 * is not to be changed.
 *
 * @param name its Kamelet's without {@code -source}: {@code stripe}
 * @param title for people
 * @param description what it takes in, and what becomes of it
 * @param about what else its file says of it
 * @param parameters what the Kamelet asks for, by name
 * @param samples webhooks of the provider's, made up
 * @param secretGrace how long a secret that was replaced is still used by the provider
 */
public record Connector(
        String name,
        String title,
        String description,
        About about,
        Map<String, Parameter> parameters,
        List<Sample> samples,
        Duration secretGrace) {

    private static final String KAMELET = "-source";

    public Connector {
        parameters = Map.copyOf(parameters);
        samples = List.copyOf(samples);
    }

    /**
     * What is of use for a list of connectors.
     *
     * @param grade how well the provider signs
     * @param group payments, development, ...
     * @param support Stable or Preview
     * @param icon a data: URI
     * @param help how the webhook is set up at the provider's
     * @param deadline how long the provider waits for an answer
     * @param answer what it is answered, where that is not the usual
     * @param secretTypedBack whether the secret that it teaches is to be typed in at the provider's
     */
    public record About(
            @Nullable String grade,
            @Nullable String group,
            @Nullable String support,
            @Nullable String icon,
            @Nullable String help,
            @Nullable String deadline,
            @Nullable JsonNode answer,
            boolean secretTypedBack) {}

    /**
     * A parameter.
     *
     * @param schema its JSON Schema
     * @param required whether it must be given
     */
    public record Parameter(ObjectNode schema, boolean required) {

        /** Whether its value is never shown. */
        public boolean isSecret() {
            return schema.path("format").asText().equals("password");
        }
    }

    /**
     * A webhook of the provider's, made up.
     *
     * @param name what it is called, in most cases as the event
     * @param title for people
     * @param method the HTTP method
     * @param query what follows the source's path
     * @param headers what the provider sends besides the signature
     * @param contentType of the body
     * @param body with placeholders for what differs each time
     */
    public record Sample(
            String name,
            String title,
            String method,
            String query,
            Map<String, String> headers,
            String contentType,
            String body) {

        public Sample {
            headers = Map.copyOf(headers);
        }
    }

    /** The name of a connector's Kamelet. */
    public static String kamelet(String connector) {
        return connector + KAMELET;
    }

    /** The connector that a Kamelet is; empty if it is none. */
    public static Optional<String> ofKamelet(String kamelet) {
        return kamelet.endsWith(KAMELET)
                ? Optional.of(kamelet.substring(0, kamelet.length() - KAMELET.length()))
                : Optional.empty();
    }
}
