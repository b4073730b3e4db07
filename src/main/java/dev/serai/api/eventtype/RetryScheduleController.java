package dev.serai.api.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.eventtype.EventType;
import dev.serai.eventtype.EventTypes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** When failed deliveries of a kind of events are tried again. */
@RestController
final class RetryScheduleController {

    private static final String PATH = "/api/v1/event-type/{name}/retry-schedule";
    private static final String FIELD = "retrySchedule";
    private static final int STEPS_MAX = 50;
    private static final Duration STEP_MAX = Duration.ofDays(7);

    private final EventTypes types;
    private final InstantSource clock;

    RetryScheduleController(EventTypes types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    /** Whole seconds before each further attempt; nothing when the hub's own schedule counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(@Nullable List<Long> retrySchedule) {

        static View of(EventType type) {
            List<Duration> schedule = type.description().retrySchedule();
            return new View(
                    schedule == null ? null : schedule.stream().map(Duration::toSeconds).toList());
        }
    }

    @GetMapping({PATH, PATH + "/"})
    View get(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
        return View.of(find(caller, name));
    }

    @PutMapping({PATH, PATH + "/"})
    View put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        EventType before = find(caller, name);
        Fields fields = Fields.of(body).known(Set.of(FIELD));
        EventType changed =
                before.with(
                        before.description().retried(schedule(fields)),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        types.put(changed);
        return View.of(changed);
    }

    private EventType find(Caller caller, String name) {
        return types.find(caller.tenant(), name).orElseThrow(() -> Apps.notFound("event type"));
    }

    private static @Nullable List<Duration> schedule(Fields fields) {
        JsonNode given = fields.object().path(FIELD);
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isArray() || given.size() > STEPS_MAX) {
            throw Fields.wrong("/" + FIELD, "is an array of at most 50 whole numbers, seconds");
        }
        List<Duration> steps = new ArrayList<>();
        for (JsonNode step : given) {
            if (!step.canConvertToLong()
                    || step.asLong() < 0
                    || step.asLong() > STEP_MAX.toSeconds()) {
                throw Fields.wrong(
                        "/" + FIELD + "/" + steps.size(), "is 0 to 604800, whole seconds");
            }
            steps.add(Duration.ofSeconds(step.asLong()));
        }
        return steps;
    }
}
