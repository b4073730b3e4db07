package dev.serai.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.route.source.SourceStatus;
import dev.serai.signing.Secret;
import dev.serai.source.SourceDefinition;
import dev.serai.source.SourceSecrets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source as the API shows it: of its secrets no more than their ends.
 *
 * @param path where its webhooks come in
 * @param origin {@code api}, or {@code file}: such a one is not the API's to change
 * @param state {@code started}, {@code disabled} or {@code broken}
 * @param fault what is wrong with its last change; what was before is in use then if it is started
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourceView(
        String name,
        String connector,
        String project,
        String path,
        Map<String, JsonNode> parameters,
        Map<String, JsonNode> limits,
        boolean enabled,
        @Nullable Boolean hasSecret,
        @Nullable String secretMasked,
        @Nullable Boolean hasPreviousSecret,
        @Nullable Instant previousSecretUntil,
        String origin,
        String state,
        @Nullable String fault,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    private static final String MASK = "****";

    /** A shorter secret would be given away by its end. */
    private static final int END_SHOWN_FROM = 16;

    private static final int END = 4;

    static SourceView of(SourceStatus source, Instant now) {
        String state = source.state().name().toLowerCase(Locale.ROOT);
        String fault = source.fault().isEmpty() ? null : source.fault();
        SourceDefinition definition = source.definition();
        if (definition == null) {
            return new SourceView(
                    source.name(),
                    source.connector(),
                    source.project(),
                    "/in/" + source.name(),
                    source.parameters(),
                    Map.of(),
                    true,
                    null,
                    null,
                    null,
                    null,
                    "file",
                    state,
                    fault,
                    null,
                    null);
        }
        SourceSecrets secrets = definition.secrets();
        boolean hasPrevious = secrets.at(now).containsKey(SourceSecrets.PREVIOUS);
        return new SourceView(
                source.name(),
                source.connector(),
                source.project(),
                "/in/" + source.name(),
                definition.settings().parameters(),
                definition.settings().limits(),
                definition.settings().enabled(),
                secrets.current().isPresent() || !secrets.isReadable(),
                secrets.current()
                        .map(SourceView::masked)
                        .orElse(secrets.isReadable() ? null : MASK),
                hasPrevious,
                hasPrevious ? secrets.previousUntil() : null,
                "api",
                state,
                fault,
                definition.createdAt(),
                definition.updatedAt());
    }

    static String masked(Secret secret) {
        String text = secret.reveal();
        return text.length() < END_SHOWN_FROM ? MASK : MASK + text.substring(text.length() - END);
    }
}
