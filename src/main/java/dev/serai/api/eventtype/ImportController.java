package dev.serai.api.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.eventtype.Description;
import dev.serai.eventtype.EventType;
import dev.serai.eventtype.EventTypeFilter;
import dev.serai.eventtype.EventTypes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Makes event types of the webhooks in an OpenAPI document. */
@RestController
final class ImportController {

    private static final String PATH = "/api/v1/event-type/import/openapi";
    private static final int SPEC_MAX = 4 * 1024 * 1024;
    private static final int TYPES_MAX = 10_000;

    private final EventTypes types;
    private final ObjectMapper json;
    private final InstantSource clock;

    ImportController(EventTypes types, ObjectMapper json, InstantSource clock) {
        this.types = types;
        this.json = json;
        this.clock = clock;
    }

    /** What was made or changed; in a dry run, what would be. */
    record View(Data data) {}

    /** The names, and in a dry run the whole. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            List<String> modified,
            @JsonProperty("to_modify") @Nullable List<EventTypeView> toModify) {}

    @PostMapping({PATH, PATH + "/"})
    View read(@AuthenticationPrincipal Caller caller, @RequestBody JsonNode body) {
        Fields fields = Fields.of(body).known(Set.of("spec", "specRaw", "dryRun", "replaceAll"));
        boolean dryRun = fields.flag("dryRun", false);
        Map<String, Description> read = new OpenApiWebhooks(json, spec(fields)).read();
        List<EventType> changed = new ArrayList<>();
        read.forEach((name, description) -> changed.add(type(caller, name, description)));
        if (dryRun) {
            return new View(
                    new Data(
                            List.of(),
                            changed.stream().map(type -> EventTypeView.of(type, true)).toList()));
        }
        changed.forEach(types::put);
        if (fields.flag("replaceAll", false)) {
            archiveOthers(caller, read.keySet());
        }
        return new View(new Data(changed.stream().map(EventType::name).toList(), null));
    }

    private EventType type(Caller caller, String name, Description description) {
        Optional<EventType> before = types.find(caller.tenant(), name);
        return before.map(
                        there ->
                                there.with(
                                        description.retried(there.description().retrySchedule()),
                                        now()))
                .orElseGet(() -> new EventType(caller.tenant(), name, description, now(), now()));
    }

    private void archiveOthers(Caller caller, Set<String> named) {
        EventTypeFilter all = new EventTypeFilter(caller.tenant(), false, null);
        for (EventType type : types.list(all, null, false, TYPES_MAX)) {
            if (!named.contains(type.name())) {
                types.put(type.with(type.description().archive(), now()));
            }
        }
    }

    private JsonNode spec(Fields fields) {
        JsonNode spec = fields.object().path("spec");
        if (spec.isObject()) {
            return spec;
        }
        String raw = fields.text("specRaw", SPEC_MAX);
        if (raw == null) {
            throw Fields.wrong("/spec", "is required, or specRaw");
        }
        try {
            // JSON is YAML.
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(raw);
            return json.valueToTree(document);
        } catch (YAMLException e) {
            throw Fields.wrong("/specRaw", "is neither JSON nor YAML that can be read");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
