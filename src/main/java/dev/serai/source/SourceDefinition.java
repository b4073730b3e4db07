package dev.serai.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a source is to be, as the API was told. Immutable.
 *
 * @param name its place is {@code /in/{name}}, so it is unique over all tenants
 * @param owner whose its events are
 * @param settings what may be seen of it
 * @param secrets what may not
 * @param createdAt when it was made
 * @param updatedAt when it was changed last
 * @param revision which change over all sources that was; {@link #NEW} before it is stored
 */
public record SourceDefinition(
        String name,
        Owner owner,
        Settings settings,
        SourceSecrets secrets,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** The revision of what is not stored yet. */
    public static final long NEW = -1;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public SourceDefinition {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a source's name is 1 to 64 characters of a-z 0-9 -, not " + name);
        }
    }

    /** Whether a source may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The same as it stands in the database. */
    SourceDefinition stored(long at) {
        return new SourceDefinition(name, owner, settings, secrets, createdAt, updatedAt, at);
    }

    /**
     * What may be seen of a source.
     *
     * @param connector the connector's name, {@code stripe}
     * @param parameters what the connector's schema asks for, without secrets
     * @param limits how much it takes, by the limit's name
     * @param enabled whether it takes anything
     */
    public record Settings(
            String connector,
            Map<String, JsonNode> parameters,
            Map<String, JsonNode> limits,
            boolean enabled) {

        public Settings {
            parameters = Map.copyOf(parameters);
            limits = Map.copyOf(limits);
        }
    }
}
