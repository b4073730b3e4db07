package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.signing.outbound.WebhookKey;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointUrl;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives an endpoint another secret; the one before signs beside it for a while. */
@RestController
final class RotateController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/secret/rotate";
    private static final String GRACE = "gracePeriodSeconds";
    private static final Duration GRACE_USUAL = Duration.ofHours(24);
    private static final Duration GRACE_MAX = Duration.ofDays(7);

    private final Apps apps;
    private final Endpoints endpoints;

    RotateController(Projects projects, Endpoints endpoints) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
    }

    @PostMapping({PATH, PATH + "/"})
    ResponseEntity<Void> rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        Owner owner = apps.get(caller, app).owner();
        Fields fields = Fields.of(body).known(Set.of("key", GRACE));
        Duration grace = grace(fields.object().path(GRACE));
        Endpoint before = Apps.endpoint(endpoints, owner, endpoint);
        WebhookKey next = key(fields);
        try {
            endpoints.rotate(before, next, grace).orElseThrow(() -> Apps.notFound("endpoint"));
            return ResponseEntity.noContent().build();
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("/key", String.valueOf(e.getMessage()));
        }
    }

    /** The key that is given, or one of the same kind. */
    private static @Nullable WebhookKey key(Fields fields) {
        String text = fields.text("key", EndpointUrl.LENGTH_MAX);
        return text == null ? null : Fields.read("/key", text, WebhookKey::chosen);
    }

    private static Duration grace(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return GRACE_USUAL;
        }
        if (!given.canConvertToLong()
                || given.asLong() < 0
                || given.asLong() > GRACE_MAX.toSeconds()) {
            throw Fields.wrong("/" + GRACE, "is a whole number from 0 to " + GRACE_MAX.toSeconds());
        }
        return Duration.ofSeconds(given.asLong());
    }
}
