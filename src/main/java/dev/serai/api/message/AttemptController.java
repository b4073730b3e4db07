package dev.serai.api.message;

import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.attempt.AttemptFilter;
import dev.serai.delivery.attempt.AttemptPlace;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.event.EventId;
import dev.serai.event.TypePattern;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The attempts that were made, by event or by endpoint, newest first. */
@RestController
final class AttemptController {

    private static final String[] FILTERS = {
        "status",
        "status_code_class",
        "event_types",
        "channel",
        "tag",
        "before",
        "after",
        "with_content",
        "with_msg",
        "expanded_statuses",
        "endpoint_id"
    };
    private static final String ONE = "/api/v1/app/{app}/msg/{msg}/attempt/{attempt}";
    private static final int CLASS_SIZE = 100;

    private final Apps apps;
    private final Endpoints endpoints;
    private final MessageStores stores;
    private final PostgresAttempts attempts;
    private final FindAttempts finding;

    AttemptController(
            Projects projects,
            Endpoints endpoints,
            MessageStores stores,
            PostgresAttempts attempts) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.stores = stores;
        this.attempts = attempts;
        this.finding = new FindAttempts(attempts, stores.messages());
    }

    @GetMapping({"/api/v1/app/{app}/attempt/msg/{msg}", "/api/v1/app/{app}/attempt/msg/{msg}/"})
    Page<AttemptView> byEvent(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        EventId event = event(owner, msg);
        Query query = Query.ofList(request, FILTERS);
        String endpoint = query.text("endpoint_id");
        return page(
                query,
                filter(
                        query,
                        owner,
                        event,
                        endpoint == null ? null : Apps.endpoint(endpoints, owner, endpoint).id()));
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
        return page(
                query, filter(query, owner, null, Apps.endpoint(endpoints, owner, endpoint).id()));
    }

    @GetMapping({ONE, ONE + "/"})
    AttemptView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            @PathVariable String attempt) {
        return AttemptView.of(find(apps.get(caller, app).owner(), msg, attempt), true, null);
    }

    /** Forgets what the receiver answered, for good. */
    @DeleteMapping({ONE + "/content", ONE + "/content/"})
    ResponseEntity<Void> expunge(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            @PathVariable String attempt) {
        Attempt there = find(apps.get(caller, app).owner(), msg, attempt);
        stores.expunge().response(there.event(), there.id());
        return ResponseEntity.noContent().build();
    }

    private Attempt find(Owner owner, String msg, String attempt) {
        return attempts.find(owner, event(owner, msg), attempt)
                .orElseThrow(() -> Apps.notFound("attempt"));
    }

    private Page<AttemptView> page(Query query, AttemptFilter filter) {
        boolean content = query.flag("with_content", true);
        boolean withMessage = query.flag("with_msg", false);
        Integer status = query.read("status", AttemptController::status);
        // An attempt that is pending or being sent has not been made yet.
        boolean none =
                status != null && status != AttemptView.SUCCESS && status != AttemptView.FAIL;
        MessageFilter messages =
                new MessageFilter(
                        filter.owner(),
                        List.of(),
                        query.text("channel"),
                        query.text("tag"),
                        null,
                        null);
        return query.page()
                .read(
                        (from, limit) ->
                                none
                                        ? Slice.of(List.<Attempt>of())
                                        : finding.older(filter, messages, from, limit),
                        (from, limit) ->
                                none
                                        ? Slice.of(List.<Attempt>of())
                                        : finding.newer(filter, messages, from, limit),
                        attempt -> AttemptPlace.of(attempt).toString(),
                        attempt ->
                                AttemptView.of(
                                        attempt,
                                        content,
                                        withMessage ? message(attempt, content) : null));
    }

    private @Nullable MessageView message(Attempt attempt, boolean content) {
        return stores.messages()
                .find(attempt.owner(), attempt.event().value())
                .map(message -> MessageView.of(message, content))
                .orElse(null);
    }

    private static AttemptFilter filter(
            Query query, Owner owner, @Nullable EventId event, @Nullable String endpoint) {
        Integer status = query.read("status", AttemptController::status);
        Integer statusClass = query.read("status_code_class", AttemptController::statusClass);
        List<TypePattern> types = query.list("event_types", TypePattern::of);
        return new AttemptFilter(
                owner,
                event,
                endpoint,
                status == null ? null : status == AttemptView.SUCCESS,
                statusClass,
                statusClass == null ? null : statusClass + CLASS_SIZE,
                types,
                query.instant("after"),
                query.instant("before"));
    }

    private EventId event(Owner owner, String msg) {
        return stores.messages()
                .find(owner, msg)
                .map(message -> message.event().id())
                .orElseThrow(() -> Apps.notFound("message"));
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
}
