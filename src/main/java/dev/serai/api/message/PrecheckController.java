package dev.serai.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.endpoint.EndpointFields;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Says whether any endpoint would want a message, before somebody goes to the trouble of one. */
@RestController
final class PrecheckController {

    private static final String PATH = "/api/v1/app/{app}/msg/precheck/active";
    private static final int CHANNELS_MAX = 5;
    private static final int TYPE_MAX = 256;

    private final Apps apps;
    private final Endpoints endpoints;
    private final InstantSource clock;
    private final Ksuid ksuid;

    PrecheckController(Projects projects, Endpoints endpoints, InstantSource clock, Ksuid ksuid) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.clock = clock;
        this.ksuid = ksuid;
    }

    /** By type and channels; what an endpoint says of the data is not asked, for there are none. */
    @PostMapping({PATH, PATH + "/"})
    Map<String, Boolean> precheck(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody JsonNode body) {
        Owner owner = apps.get(caller, app).owner();
        Fields fields = Fields.of(body).known(Set.of("eventType", "channels"));
        String type = fields.requiredText("eventType", TYPE_MAX);
        List<String> channels = fields.list("channels", CHANNELS_MAX, EndpointFields::channel);
        endpoints.refresh();
        return Map.of("active", !endpoints.matching(event(owner, type, channels)).isEmpty());
    }

    private Event event(Owner owner, String type, List<String> channels) {
        return new Event(
                EventId.next(ksuid),
                owner,
                type,
                PATH,
                channels.isEmpty() ? null : String.join(",", channels),
                clock.instant(),
                Event.JSON,
                new byte[] {'{', '}'},
                "",
                Priority.NORMAL,
                null,
                null);
    }
}
