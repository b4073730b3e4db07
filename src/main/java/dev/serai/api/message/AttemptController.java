package dev.serai.api.message;

import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.api.event.PostgresEvents;
import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.attempt.AttemptFilter;
import dev.serai.delivery.attempt.AttemptPlace;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.event.EventId;
import dev.serai.event.TypePattern;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The attempts that were made, by event or by endpoint, newest first. */
@RestController
final class AttemptController {

    private static final String[] FILTERS = {
        "status", "status_code_class", "event_types", "before", "after", "with_content"
    };
    private static final int CLASS_SIZE = 100;

    private final Apps apps;
    private final Endpoints endpoints;
    private final PostgresEvents events;
    private final PostgresAttempts attempts;

    AttemptController(
            Projects projects,
            Endpoints endpoints,
            PostgresEvents events,
            PostgresAttempts attempts) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.events = events;
        this.attempts = attempts;
    }

    @GetMapping({"/api/v1/app/{app}/attempt/msg/{msg}", "/api/v1/app/{app}/attempt/msg/{msg}/"})
    Page<AttemptView> byEvent(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        EventId event = event(owner, msg);
        Query query =
                Query.ofList(
                        request,
                        Stream.concat(Stream.of(FILTERS), Stream.of("endpoint_id"))
                                .toArray(String[]::new));
        String endpoint = query.text("endpoint_id");
        return page(
                query,
                filter(
                        query,
                        owner,
                        event,
                        endpoint == null ? null : endpoint(owner, endpoint).id()));
    }

    @GetMapping({
        "/api/v1/app/{app}/attempt/endpoint/{endpoint}",
        "/api/v1/app/{app}/attempt/endpoint/{endpoint}/"
    })
    Page<AttemptView> byEndpoint(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Query query = Query.ofList(request, FILTERS);
        return page(query, filter(query, owner, null, endpoint(owner, endpoint).id()));
    }

    private Page<AttemptView> page(Query query, AttemptFilter filter) {
        Boolean content = query.read("with_content", AttemptController::flag);
        Integer status = query.read("status", AttemptController::status);
        // An attempt that is pending or being sent has not been made yet.
        boolean none =
                status != null && status != AttemptView.SUCCESS && status != AttemptView.FAIL;
        return query.page()
                .read(
                        (from, limit) ->
                                Slice.of(
                                        none
                                                ? List.<Attempt>of()
                                                : attempts.older(
                                                        filter,
                                                        from == null ? null : place(from),
                                                        limit)),
                        (from, limit) ->
                                Slice.of(
                                        none
                                                ? List.<Attempt>of()
                                                : attempts.newer(filter, place(from), limit)),
                        attempt -> AttemptPlace.of(attempt).toString(),
                        attempt -> AttemptView.of(attempt, content == null || content));
    }

    private static AttemptFilter filter(
            Query query, Owner owner, @Nullable EventId event, @Nullable String endpoint) {
        Integer status = query.read("status", AttemptController::status);
        Integer statusClass = query.read("status_code_class", AttemptController::statusClass);
        List<TypePattern> types = query.read("event_types", AttemptController::types);
        return new AttemptFilter(
                owner,
                event,
                endpoint,
                status == null ? null : status == AttemptView.SUCCESS,
                statusClass,
                statusClass == null ? null : statusClass + CLASS_SIZE,
                types == null ? List.of() : types,
                query.instant("after"),
                query.instant("before"));
    }

    private EventId event(Owner owner, String msg) {
        if (!EventId.isValid(msg)) {
            throw Apps.notFound("message");
        }
        EventId event = new EventId(msg);
        return events.find(owner.tenant(), event)
                .filter(stored -> stored.entry().event().owner().equals(owner))
                .map(stored -> event)
                .orElseThrow(() -> Apps.notFound("message"));
    }

    private Endpoint endpoint(Owner owner, String idOrUid) {
        endpoints.refresh();
        return endpoints.find(owner, idOrUid).orElseThrow(() -> Apps.notFound("endpoint"));
    }

    private static AttemptPlace place(String iterator) {
        try {
            return AttemptPlace.parse(iterator);
        } catch (IllegalArgumentException e) {
            throw Query.wrong("iterator", "is no iterator of this list");
        }
    }

    private static Integer status(String text) {
        return switch (text) {
            case "0" -> AttemptView.SUCCESS;
            case "1", "3" -> Integer.valueOf(text);
            case "2" -> AttemptView.FAIL;
            default -> throw new IllegalArgumentException("is 0, 1, 2 or 3");
        };
    }

    private static Integer statusClass(String text) {
        if (!text.matches("0|[1-5]00")) {
            throw new IllegalArgumentException("is 0, 100, 200, 300, 400 or 500");
        }
        return Integer.valueOf(text);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is true or false");
        };
    }

    /** Parted by commas. */
    private static List<TypePattern> types(String text) {
        return Stream.of(text.split(",")).map(TypePattern::of).toList();
    }
}
