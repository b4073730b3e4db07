package dev.serai.route;

import dev.serai.ingress.DedupeRule;
import dev.serai.ingress.RateLimit;
import dev.serai.ingress.Source;
import dev.serai.signing.Encoding;
import dev.serai.signing.Hash;
import dev.serai.signing.KeyForm;
import dev.serai.signing.Recipe;
import dev.serai.signing.Secret;
import dev.serai.signing.SignatureSyntax;
import dev.serai.signing.TimestampRule;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.Projects;
import dev.serai.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ingress:verify}; an option that is empty is as good as absent.
 *
 * <ul>
 *   <li>{@code source} its name, {@code tenant} and {@code project} whose its events are (both
 *       {@code default})
 *   <li>{@code secret}, {@code previousSecret}, {@code key} (utf8, hex, base64): what signs
 *   <li>{@code header}, {@code prefix}, {@code pair} or {@code tag}, {@code separator}, {@code
 *       encoding} (hex, base64): where the signature is
 *   <li>{@code algorithm} (sha256, sha1, sha512), {@code signed} ({@code {body}}), {@code url}:
 *       what is signed
 *   <li>{@code timestamp} ({@code header:NAME} or {@code pair:KEY}), {@code timestampUnit} (s, ms,
 *       iso), {@code tolerance} (5m): how old it may be
 *   <li>{@code dedupe} (body), {@code rate} (0, for none; per second and hub)
 * </ul>
 */
final class SourceOptions {

    /** All of them. */
    static final Set<String> NAMES =
            Set.of(
                    "source",
                    "tenant",
                    "project",
                    "secret",
                    "previousSecret",
                    "key",
                    "header",
                    "prefix",
                    "pair",
                    "tag",
                    "separator",
                    "encoding",
                    "algorithm",
                    "signed",
                    "url",
                    "timestamp",
                    "timestampUnit",
                    "tolerance",
                    "dedupe",
                    "rate");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String HEADER = "header:";
    private static final String PAIR = "pair:";

    private final CamelContext context;
    private final Map<String, Object> parameters;

    SourceOptions(CamelContext context, Map<String, Object> parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    /**
     * The source that they describe; takes them out of the map.
     *
     * @throws IllegalArgumentException if one is not what it must be
     */
    Source source(Projects projects) {
        String name = text("source", "");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a source's name is 1 to 64 characters of a-z 0-9 -, not \"" + name + "\"");
        }
        Owner owner = owner(projects, text("tenant", "default"), text("project", "default"));
        Source.Proof proof = new Source.Proof(recipe(), secrets(name), text("url", ""));
        List<DedupeRule> dedupe = DedupeRule.parse(text("dedupe", "body"));
        int rate = value("rate", Integer.class, "0");
        return new Source(name, owner, proof, dedupe, RateLimit.perSecond(rate, System::nanoTime));
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

    private List<Secret> secrets(String source) {
        List<Secret> secrets =
                Stream.of(text("secret", ""), text("previousSecret", ""))
                        .filter(secret -> !secret.isEmpty())
                        .map(Secret::of)
                        .toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("the source " + source + " has no secret");
        }
        return secrets;
    }

    private Recipe recipe() {
        String header = text("header", "");
        String separator = text("separator", Recipe.SEPARATOR);
        return new Recipe(
                Hash.of(text("algorithm", "sha256")),
                KeyForm.of(text("key", "utf8")),
                header,
                syntax(separator),
                Encoding.of(text("encoding", "hex")),
                text("signed", "{body}"),
                timestamp(header));
    }

    private SignatureSyntax syntax(String separator) {
        String pair = text("pair", "");
        String tag = text("tag", "");
        String prefix = text("prefix", "");
        if (Stream.of(pair, tag, prefix).filter(option -> !option.isEmpty()).count() > 1) {
            throw new IllegalArgumentException("only one of prefix, pair and tag is given");
        }
        if (!pair.isEmpty()) {
            return new SignatureSyntax.Pairs(separator, pair);
        }
        return tag.isEmpty()
                ? new SignatureSyntax.Plain(prefix)
                : new SignatureSyntax.Tagged(separator, tag);
    }

    private @Nullable TimestampRule timestamp(String signatureHeader) {
        String where = text("timestamp", "");
        TimestampRule.Unit unit = TimestampRule.Unit.of(text("timestampUnit", "s"));
        Duration tolerance = value("tolerance", Duration.class, "5m");
        if (where.isEmpty()) {
            return null;
        }
        if (where.startsWith(HEADER)) {
            return new TimestampRule(where.substring(HEADER.length()), "", unit, tolerance);
        }
        if (where.startsWith(PAIR)) {
            return new TimestampRule(
                    signatureHeader, where.substring(PAIR.length()), unit, tolerance);
        }
        throw new IllegalArgumentException("timestamp is header:NAME or pair:KEY, not " + where);
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
