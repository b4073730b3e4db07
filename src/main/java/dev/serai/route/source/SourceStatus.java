package dev.serai.route.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.source.SourceDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source, and how it fares in this hub.
 *
 * @param name its place is {@code /in/{name}}
 * @param connector the connector's name; empty if a file uses none
 * @param project the id or uid of the project whose its events are
 * @param parameters what a file gives to the connector, without secrets; empty for one of the API
 * @param definition what the API was told; null for a source that is a file
 * @param state how it fares
 * @param fault what is wrong with its last change; empty if nothing is; never a secret
 */
public record SourceStatus(
        String name,
        String connector,
        String project,
        Map<String, JsonNode> parameters,
        @Nullable SourceDefinition definition,
        State state,
        String fault) {

    public SourceStatus {
        parameters = Map.copyOf(parameters);
    }

    /** How a source fares. */
    public enum State {
        /** It takes webhooks; as it was before its last change, if there is a fault. */
        STARTED,
        /** It takes none because it was told so: senders shall come again. */
        DISABLED,
        /** It takes none because it could not be started: senders shall come again. */
        BROKEN
    }
}
