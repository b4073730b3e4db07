package dev.serai.testing;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.event.TypePattern;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.signing.Secret;
import dev.serai.signing.outbound.WebhookKey;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.EndpointUrl;
import dev.serai.subscription.secret.Credentials;
import dev.serai.subscription.secret.EndpointSecrets;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Events and endpoints that are good enough for most tests. */
public final class Samples {

    public static final Ksuid KSUID = new Ksuid(InstantSource.system(), new SecureRandom());

    public static final Secret SECRET = Secret.of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");

    private Samples() {}

    /** An event of the default project with a type and some JSON. */
    public static Event event(String type, String json) {
        return new Event(
                EventId.next(KSUID),
                Owner.DEFAULT,
                type,
                "/in/test",
                null,
                now(),
                Event.JSON,
                json.getBytes(StandardCharsets.UTF_8),
                "key",
                Priority.NORMAL,
                null,
                null);
    }

    /** The event as if it were in the log. */
    public static Entry entry(Event event) {
        return new Entry(new Position(3, 7), now(), event);
    }

    /** Settings of an endpoint that wants some types, every type for none. */
    public static EndpointSettings settings(String url, String... types) {
        return new EndpointSettings(
                null,
                new EndpointUrl(url),
                "",
                List.of(types).stream().map(TypePattern::of).toList(),
                List.of(),
                false,
                Map.of(),
                null,
                Map.of());
    }

    /** An endpoint of the default project that no database knows of. */
    public static Endpoint endpoint(EndpointSettings settings) {
        return new Endpoint(
                "ep_" + KSUID.next(),
                Owner.DEFAULT,
                settings,
                EndpointSecrets.of(WebhookKey.of(SECRET)),
                now(),
                now());
    }

    /** The same endpoint with credentials. */
    public static Endpoint with(Endpoint endpoint, Credentials credentials) {
        return new Endpoint(
                endpoint.id(),
                endpoint.owner(),
                endpoint.settings(),
                endpoint.secrets().with(credentials),
                endpoint.createdAt(),
                endpoint.updatedAt());
    }

    private static Instant now() {
        return InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
