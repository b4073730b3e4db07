package dev.serai.route.source;

import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.ingress.source.Source;
import dev.serai.route.connector.Connector;
import dev.serai.route.deploy.Deployment;
import dev.serai.route.deploy.Kamelet;
import dev.serai.route.secret.LiteralText;
import dev.serai.route.step.SourceOptions;
import dev.serai.signing.keys.KeySources;
import dev.serai.tenant.Projects;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * Sources that take nothing in: as a connector would make them, to try a request and a secret on.
 * Thread-safe.
 */
public final class TrialSources {

    private static final String NAME = "trial";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z0-9_-]+)}}");

    private final CamelContext context;
    private final Deployment deployment;
    private final Projects projects;
    private final KeySources keys;
    private final LearnedSecrets learned;

    TrialSources(
            CamelContext context,
            Deployment deployment,
            Projects projects,
            KeySources keys,
            LearnedSecrets learned) {
        this.learned = learned;
        this.keys = keys;
        this.context = context;
        this.deployment = deployment;
        this.projects = projects;
    }

    /**
     * A source of a connector.
     *
     * @param parameters what is given to the connector, the secret among them
     * @throws IllegalArgumentException if there is no such connector, or if they do not fit; it
     *     tells no secret
     */
    public Source of(String connector, Map<String, String> parameters) {
        Kamelet kamelet =
                deployment
                        .kamelets()
                        .find(Connector.kamelet(connector))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no connector of that name"));
        Map<String, String> given = new HashMap<>(parameters);
        given.put("source", NAME);
        kamelet.check(given);
        Map<String, Object> options = new HashMap<>();
        kamelet.verify().forEach((name, text) -> options.put(name, filled(text, kamelet, given)));
        options.remove("project");
        options.remove("tenant");
        if (options.isEmpty()) {
            throw new IllegalArgumentException("the connector has no ingress:verify of its own");
        }
        return new SourceOptions(context, options).source(projects, keys, learned);
    }

    /** Whether a connector has a parameter of a name. */
    public boolean hasParameter(String connector, String name) {
        return deployment
                .kamelets()
                .find(Connector.kamelet(connector))
                .filter(kamelet -> kamelet.parameters().containsKey(name))
                .isPresent();
    }

    private static String filled(String text, Kamelet kamelet, Map<String, String> given) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        return placeholder.replaceAll(
                found -> Matcher.quoteReplacement(value(found.group(1), kamelet, given)));
    }

    private static String value(String name, Kamelet kamelet, Map<String, String> given) {
        String value = given.get(name);
        Kamelet.Parameter parameter = kamelet.parameters().get(name);
        if (value != null && !value.isEmpty()) {
            return parameter != null && parameter.secret() ? LiteralText.armoured(value) : value;
        }
        return parameter == null ? "" : parameter.fallback();
    }
}
