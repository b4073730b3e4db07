package dev.serai.route.step;

import dev.serai.ingress.source.DedupeRule;
import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.ingress.source.RateLimit;
import dev.serai.ingress.source.Source;
import dev.serai.route.secret.LiteralText;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.keys.KeySources;
import dev.serai.signing.options.Schemes;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.Projects;
import dev.serai.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/**
 * The options of {@code ingress:verify}; an option that is empty is as good as absent.
 *
 * <ul>
 *   <li>{@code source} its name, {@code tenant} and {@code project} whose its events are (both
 *       {@code default})
 *   <li>{@code secret}, {@code previousSecret}: what its sender proves itself by; {@code learns}
 *       (false): whether a secret that a handshake brought counts too
 *   <li>{@code url}: as the provider was told it
 *   <li>{@code dedupe} (body), {@code rate} (0, for none; per second and hub)
 *   <li>how its sender signs: the options of {@link Schemes}
 * </ul>
 */
public final class SourceOptions {

    private static final Set<String> OWN =
            Set.of(
                    "source",
                    "tenant",
                    "project",
                    "secret",
                    "previousSecret",
                    "learns",
                    "url",
                    "dedupe",
                    "rate");

    /** All of them. */
    static final Set<String> NAMES =
            Stream.concat(OWN.stream(), Schemes.OPTIONS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final CamelContext context;
    private final Map<String, Object> parameters;

    public SourceOptions(CamelContext context, Map<String, Object> parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    /**
     * The source that they describe; takes them out of the map.
     *
     * @throws IllegalArgumentException if one is not what it must be
     */
    public Source source(Projects projects, KeySources keys, LearnedSecrets learned) {
        String name = text("source", "");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a source's name is 1 to 64 characters of a-z 0-9 -, not \"" + name + "\"");
        }
        Owner owner = owner(projects, text("tenant", "default"), text("project", "default"));
        Source.Proof proof = proof(scheme(keys), name, owner, learned);
        List<DedupeRule> dedupe = DedupeRule.parse(text("dedupe", "body"));
        int rate = value("rate", Integer.class, "0");
        return new Source(name, owner, proof, dedupe, RateLimit.perSecond(rate, System::nanoTime));
    }

    private Source.Proof proof(Scheme scheme, String name, Owner owner, LearnedSecrets learned) {
        String url = text("url", "");
        List<Secret> secrets = secrets();
        return value("learns", Boolean.class, "false")
                ? Source.Proof.of(
                        scheme,
                        learned.verifier(scheme, secrets, owner.tenant(), name),
                        () -> learned.current(secrets, owner.tenant(), name),
                        url)
                : Source.Proof.of(scheme, secrets, url);
    }

    private static Owner owner(Projects projects, String tenantName, String project) {
        TenantId tenant = new TenantId(tenantName);
        if (project.equals(ProjectId.DEFAULT.value())) {
            return new Owner(tenant, ProjectId.DEFAULT);
        }
        return projects.find(tenant, project)
                .map(Project::owner)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no project \""
                                                + project
                                                + "\"; create it first"));
    }

    private List<Secret> secrets() {
        String current = LiteralText.plain(text("secret", ""));
        String previous = LiteralText.plain(text("previousSecret", ""));
        if (current.isEmpty() && !previous.isEmpty()) {
            throw new IllegalArgumentException("previousSecret is given, but no secret");
        }
        return Stream.of(current, previous)
                .filter(secret -> !secret.isEmpty())
                .map(Secret::of)
                .toList();
    }

    private Scheme scheme(KeySources keys) {
        Map<String, String> options = new HashMap<>();
        for (String name : Schemes.OPTIONS) {
            options.put(name, text(name, ""));
        }
        return Schemes.read(options, keys);
    }

    private String text(String name, String fallback) {
        return value(name, String.class, fallback);
    }

    private <T> T value(String name, Class<T> type, String fallback) {
        Object given = parameters.remove(name);
        String text = given == null || given.toString().isEmpty() ? fallback : given.toString();
        try {
            return CamelContextHelper.mandatoryConvertTo(context, type, text);
        } catch (org.apache.camel.RuntimeCamelException e) {
            throw new IllegalArgumentException(
                    "the option " + name + " is a " + type.getSimpleName() + ", not " + text);
        }
    }
}
