package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connectors;
import dev.serai.signing.Secret;
import dev.serai.source.SourceDefinition.Settings;
import dev.serai.source.SourceSecrets;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Project;
import dev.serai.tenant.Projects;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source out of a request's body: whole, or as a merge patch of RFC 7396. A secret that a
 * body does not name stays, since nobody can send back what is never shown.
 */
final class SourceFields {

    private static final int TEXT_MAX = 4096;

    /** How a key begins that has several lines. */
    private static final String PEM = "-----BEGIN ";

    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "connector",
                    "project",
                    "parameters",
                    "secret",
                    "previousSecret",
                    "limits",
                    "enabled");

    private final Projects projects;
    private final Connectors connectors;

    SourceFields(Projects projects, Connectors connectors) {
        this.projects = projects;
        this.connectors = connectors;
    }

    /**
     * What a source is to become.
     *
     * @param owner whose it is
     * @param settings what may be seen of it
     * @param secrets what may not
     */
    record Read(Owner owner, Settings settings, SourceSecrets secrets) {}

    /** The source as a whole. */
    Read whole(Caller caller, String name, JsonNode body, SourceSecrets before) {
        Fields fields = fields(name, body);
        String connector = fields.requiredText("connector", TEXT_MAX);
        String project = fields.text("project", TEXT_MAX);
        Settings settings =
                new Settings(
                        connector,
                        members(fields, "parameters"),
                        members(fields, "limits"),
                        fields.flag("enabled", true));
        return checked(
                owner(caller, project == null ? "default" : project),
                settings,
                secrets(fields, before));
    }

    /** The source with what the body changes. */
    Read patched(Caller caller, String name, JsonNode body, Read before) {
        Fields fields = fields(name, body);
        Settings old = before.settings();
        String connector =
                fields.has("connector")
                        ? fields.requiredText("connector", TEXT_MAX)
                        : old.connector();
        Settings settings =
                new Settings(
                        connector,
                        merged(fields, "parameters", old.parameters()),
                        merged(fields, "limits", old.limits()),
                        fields.has("enabled") ? fields.flag("enabled", true) : old.enabled());
        return checked(
                fields.has("project") ? owner(caller, project(fields)) : before.owner(),
                settings,
                secrets(fields, before.secrets()));
    }

    private static Fields fields(String name, JsonNode body) {
        Fields fields = Fields.of(body).known(FIELDS);
        String said = fields.text("name", TEXT_MAX);
        if (said != null && !said.equals(name)) {
            throw Fields.wrong("/name", "is what the path says: " + name);
        }
        return fields;
    }

    private static String project(Fields fields) {
        String project = fields.text("project", TEXT_MAX);
        return project == null ? "default" : project;
    }

    private Owner owner(Caller caller, String project) {
        return projects.find(caller.tenant(), project)
                .map(Project::owner)
                .orElseThrow(() -> Fields.wrong("/project", "there is no such project"));
    }

    private Read checked(Owner owner, Settings settings, SourceSecrets secrets) {
        Connector connector =
                connectors
                        .find(settings.connector())
                        .orElseThrow(
                                () ->
                                        Fields.wrong(
                                                "/connector",
                                                "there is no such connector; GET /api/v1/connector"
                                                        + " lists them"));
        return new ConnectorForm(connector).checked(owner, settings, secrets);
    }

    private static SourceSecrets secrets(Fields fields, SourceSecrets before) {
        SourceSecrets secrets = before;
        for (String name : new String[] {SourceSecrets.CURRENT, SourceSecrets.PREVIOUS}) {
            if (fields.has(name)) {
                secrets = secrets.with(name, secret(fields, name));
            }
        }
        return secrets;
    }

    /** A secret; null when it is to be removed. */
    static @Nullable Secret secret(Fields fields, String name) {
        String text = fields.text(name, TEXT_MAX);
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            throw Fields.wrong("/" + name, "is not empty; null removes it");
        }
        if (!text.startsWith(PEM) && text.chars().anyMatch(Character::isISOControl)) {
            throw Fields.wrong("/" + name, "has no control characters, no line's end for instance");
        }
        return Secret.of(text);
    }

    private static Map<String, JsonNode> members(Fields fields, String name) {
        return merged(fields, name, Map.of());
    }

    private static Map<String, JsonNode> merged(
            Fields fields, String name, Map<String, JsonNode> before) {
        if (!fields.has(name)) {
            return before;
        }
        JsonNode given = fields.object().get(name);
        if (given.isNull()) {
            return Map.of();
        }
        if (!given.isObject()) {
            throw Fields.wrong("/" + name, "is an object");
        }
        Map<String, JsonNode> merged = new HashMap<>(before);
        given.properties().forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
        merged.values().removeIf(JsonNode::isNull);
        return merged;
    }
}
