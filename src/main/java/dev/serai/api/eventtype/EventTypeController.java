package dev.serai.api.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.Order;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.eventtype.Description;
import dev.serai.eventtype.EventType;
import dev.serai.eventtype.EventTypeFilter;
import dev.serai.eventtype.EventTypes;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The kinds of events of a tenant. */
@RestController
final class EventTypeController {

    private static final String ALL = "/api/v1/event-type";
    private static final String ONE = ALL + "/{name}";

    private final EventTypes types;
    private final InstantSource clock;

    EventTypeController(EventTypes types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    @GetMapping({ALL, ALL + "/"})
    Page<EventTypeView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        Query query = Query.ofList(request, Order.NAME, "include_archived", "with_content");
        boolean descending = Order.isDescending(query);
        boolean content = query.flag("with_content", false);
        EventTypeFilter filter =
                new EventTypeFilter(
                        caller.tenant(), query.flag("include_archived", false), flags(caller));
        return query.page()
                .read(
                        (from, limit) -> Slice.of(types.list(filter, from, descending, limit)),
                        (from, limit) -> Slice.of(types.list(filter, from, !descending, limit)),
                        EventType::name,
                        type -> EventTypeView.of(type, content));
    }

    /** Also brings one back that is archived, described anew. */
    @PostMapping({ALL, ALL + "/"})
    ResponseEntity<EventTypeView> create(
            @AuthenticationPrincipal Caller caller, @RequestBody JsonNode body) {
        EventTypeFields fields = EventTypeFields.ofNew(body);
        EventType made =
                new EventType(caller.tenant(), fields.name(), fields.whole(null), now(), now());
        if (!types.create(made)) {
            throw new ProblemException(
                    Problem.of(
                            409,
                            "event_type_exists",
                            "The event type exists",
                            "name: there is an event type of this name already."));
        }
        return ResponseEntity.status(201).body(EventTypeView.of(made, true));
    }

    @GetMapping({ONE, ONE + "/"})
    EventTypeView get(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
        return EventTypeView.of(find(caller, name), true);
    }

    @PutMapping({ONE, ONE + "/"})
    ResponseEntity<EventTypeView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        Optional<EventType> before = types.find(caller.tenant(), name);
        Description description =
                EventTypeFields.ofChange(body)
                        .whole(before.map(EventType::description).orElse(null));
        EventType put =
                before.map(type -> type.with(description, now()))
                        .orElseGet(
                                () ->
                                        new EventType(
                                                caller.tenant(),
                                                newName(name),
                                                description,
                                                now(),
                                                now()));
        return ResponseEntity.status(types.put(put) ? 201 : 200).body(EventTypeView.of(put, true));
    }

    private static String newName(String name) {
        return Fields.read("/name", name, EventTypeFields::name);
    }

    @PatchMapping({ONE, ONE + "/"})
    EventTypeView patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        EventType before = find(caller, name);
        EventType changed =
                before.with(EventTypeFields.ofChange(body).changed(before.description()), now());
        types.put(changed);
        return EventTypeView.of(changed, true);
    }

    /** Archives it: endpoints that ask for it still get it. */
    @DeleteMapping({ONE, ONE + "/"})
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        EventType there = find(caller, name);
        if (Query.of(request, Set.of("expunge")).flag("expunge", false)) {
            types.remove(caller.tenant(), name);
        } else {
            types.put(there.with(there.description().archive(), now()));
        }
        return ResponseEntity.noContent().build();
    }

    private EventType find(Caller caller, String name) {
        return types.find(caller.tenant(), name)
                .filter(type -> isFor(caller, type))
                .orElseThrow(() -> Apps.notFound("event type"));
    }

    private static boolean isFor(Caller caller, EventType type) {
        List<String> needed = type.description().featureFlags();
        return needed.isEmpty()
                || caller.featureFlags()
                        .map(has -> has.stream().anyMatch(needed::contains))
                        .orElse(true);
    }

    private static @Nullable List<String> flags(Caller caller) {
        return caller.featureFlags().orElse(null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
