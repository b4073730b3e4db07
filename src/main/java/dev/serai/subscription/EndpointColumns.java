package dev.serai.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.TypePattern;
import dev.serai.seal.Seal;
import dev.serai.subscription.option.OptionsColumn;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How an endpoint stands in a row of {@code serai.endpoint}. */
final class EndpointColumns {

    /** Those that {@link #read} takes. */
    static final String ALL =
            """
            id, tenant, project, uid, url, description, event_types, channels, disabled,
            metadata, throttle_rate, headers, options, secret, created_at, updated_at
            """;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper json;
    private final SecretColumn secret;

    EndpointColumns(ObjectMapper json, Seal seal) {
        this.json = json;
        this.secret = new SecretColumn(seal);
    }

    SecretColumn secret() {
        return secret;
    }

    JdbcClient.StatementSpec write(JdbcClient.StatementSpec statement, Endpoint endpoint) {
        EndpointSettings settings = endpoint.settings();
        return statement
                .param("id", endpoint.id())
                .param("tenant", endpoint.owner().tenant().value())
                .param("project", endpoint.owner().project().value())
                .param("uid", settings.uid())
                .param("url", settings.url().value())
                .param("description", settings.description())
                .param(
                        "types",
                        settings.eventTypes().stream()
                                .map(TypePattern::toString)
                                .toArray(String[]::new))
                .param("channels", settings.channels().toArray(String[]::new))
                .param("disabled", settings.disabled())
                .param("metadata", write(settings.metadata()))
                .param("throttle", settings.throttleRate())
                .param("options", OptionsColumn.write(settings.options()))
                .param(
                        "secret",
                        secret.write(endpoint.id(), endpoint.secrets(), settings.headers()))
                .param("created", endpoint.createdAt().atOffset(ZoneOffset.UTC))
                .param("updated", endpoint.updatedAt().atOffset(ZoneOffset.UTC));
    }

    Endpoint read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        SecretColumn.Content hidden =
                secret.read(id, row.getString("secret"), row.getString("headers"));
        return new Endpoint(
                id,
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                new EndpointSettings(
                        row.getString("uid"),
                        new EndpointUrl(row.getString("url")),
                        row.getString("description"),
                        texts(row, "event_types").map(TypePattern::of).toList(),
                        texts(row, "channels").toList(),
                        row.getBoolean("disabled"),
                        read(row.getString("metadata")),
                        row.getObject("throttle_rate", Integer.class),
                        hidden.headers(),
                        OptionsColumn.read(row.getString("options"))),
                hidden.secrets(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static Stream<String> texts(ResultSet row, String column) throws SQLException {
        return Stream.of((String[]) row.getArray(column).getArray());
    }

    private Map<String, String> read(String texts) {
        try {
            return json.readValue(texts, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.endpoint holds no map of texts", e);
        }
    }

    private String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
