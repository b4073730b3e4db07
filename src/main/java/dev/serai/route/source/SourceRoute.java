package dev.serai.route.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.route.connector.Connector;
import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RouteFile.Origin;
import dev.serai.route.door.SourceLimits;
import dev.serai.route.secret.OwnSecrets;
import dev.serai.route.version.RouteKind;
import dev.serai.source.SourceDefinition;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the route that a source of the API is, as a file would have it. */
final class SourceRoute {

    /** The parameters that say what a source of the API says in members of its own. */
    static final String SOURCE = "source";

    static final String PROJECT = "project";
    static final String TENANT = "tenant";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SourceRoute() {}

    /** The route, with those secrets that are worth something now. */
    static RouteFile of(SourceDefinition source, Instant now) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put(SOURCE, source.name());
        if (!source.owner().project().equals(ProjectId.DEFAULT)) {
            parameters.put(PROJECT, source.owner().project().value());
        }
        if (!source.owner().tenant().equals(TenantId.DEFAULT)) {
            parameters.put(TENANT, source.owner().tenant().value());
        }
        source.settings().parameters().forEach((name, value) -> parameters.put(name, text(value)));
        Map<String, String> limits = new TreeMap<>();
        source.settings()
                .limits()
                .forEach(
                        (name, value) ->
                                (SourceLimits.NAMES.contains(name) ? limits : parameters)
                                        .put(name, text(value)));
        var secrets = source.secrets().at(now);
        secrets.keySet()
                .forEach(name -> parameters.put(name, "{{" + OwnSecrets.NAME + ":" + name + "}}"));
        return new RouteFile(
                RouteKind.SOURCE,
                source.name() + RouteKind.SOURCE.ending(),
                yaml(source, parameters),
                Origin.API,
                secrets,
                limits,
                "");
    }

    /** JSON is YAML, and nothing in it can be taken for anything else than a text. */
    private static String yaml(SourceDefinition source, Map<String, String> parameters) {
        Map<String, Object> from =
                Map.of(
                        "uri",
                        "kamelet:" + Connector.kamelet(source.settings().connector()),
                        "parameters",
                        parameters,
                        "steps",
                        List.of(Map.of("to", "ingress:append")));
        try {
            return JSON.writeValueAsString(
                    List.of(Map.of("route", Map.of("id", source.name(), "from", from))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts are always JSON", e);
        }
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringBuilder items = new StringBuilder();
        value.forEach(item -> items.append(items.isEmpty() ? "" : ",").append(item.asText()));
        return items.toString();
    }
}
