package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Fields;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connectors;
import dev.serai.signing.Secret;
import dev.serai.source.SourceDefinition;
import dev.serai.source.SourceSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Gives a source another secret, and the one that it had some time to be used up. */
record RotateSecret(Connectors connectors, InstantSource clock) {

    private static final Duration GRACE_MAX = Duration.ofDays(90);
    private static final Duration GRACE = Duration.ofHours(24);

    SourceSecrets rotated(SourceDefinition source, JsonNode body) {
        Fields fields = Fields.of(body).known(Set.of("secret", "graceSeconds"));
        fields.requiredText("secret", Integer.MAX_VALUE);
        Secret next = SourceFields.secret(fields, "secret");
        if (next == null || source.secrets().current().filter(next::equals).isPresent()) {
            throw Fields.wrong("/secret", "is the one that is in use already");
        }
        Optional<Connector> connector = connectors.find(source.settings().connector());
        Duration grace =
                grace(
                        body.path("graceSeconds"),
                        connector.map(Connector::secretGrace).orElse(GRACE));
        Instant until =
                grace.isZero() ? null : clock.instant().plus(grace).truncatedTo(ChronoUnit.MICROS);
        connector.ifPresent(one -> checkKeepsPrevious(one, until != null));
        return source.secrets().rotated(next, until);
    }

    private static Duration grace(JsonNode given, Duration usual) {
        if (given.isMissingNode() || given.isNull()) {
            return usual;
        }
        if (!given.canConvertToLong()
                || given.asLong() < 0
                || given.asLong() > GRACE_MAX.toSeconds()) {
            throw Fields.wrong(
                    "/graceSeconds", "is a whole number from 0 to " + GRACE_MAX.toSeconds());
        }
        return Duration.ofSeconds(given.asLong());
    }

    private static void checkKeepsPrevious(Connector connector, boolean wanted) {
        if (!connector.parameters().containsKey(SourceSecrets.CURRENT)) {
            throw Fields.wrong("/secret", "the connector " + connector.name() + " has none");
        }
        if (wanted && !connector.parameters().containsKey(SourceSecrets.PREVIOUS)) {
            throw Fields.wrong(
                    "/graceSeconds",
                    "is 0: the connector " + connector.name() + " knows one secret at a time");
        }
    }
}
