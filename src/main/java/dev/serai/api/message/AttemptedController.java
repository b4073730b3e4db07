package dev.serai.api.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.NamedPage;
import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.api.endpoint.EndpointView;
import dev.serai.delivery.Deliveries;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.standing.Standings;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which messages went to an endpoint, to which endpoints a message went; and sends one again. */
@RestController
final class AttemptedController {

    private static final String MESSAGES = "/api/v1/app/{app}/endpoint/{endpoint}/msg";
    private static final String DESTINATIONS = "/api/v1/app/{app}/msg/{msg}/endpoint";
    private static final String RESEND = DESTINATIONS + "/{endpoint}/resend";

    private final Apps apps;
    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final PostgresMessages messages;
    private final FindAttempted attempted;

    AttemptedController(
            Projects projects,
            Endpoints endpoints,
            Deliveries deliveries,
            MessageStores stores,
            Standings standings) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.messages = stores.messages();
        this.attempted = new FindAttempted(stores.messages(), standings);
    }

    /** A message, and where it stands at the endpoint. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MessageAt(
            @JsonUnwrapped MessageView message,
            int status,
            String statusText,
            @Nullable Instant nextAttempt) {}

    /** An endpoint, and where the message stands there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EndpointOf(
            @JsonUnwrapped EndpointView endpoint,
            int status,
            String statusText,
            @Nullable Instant nextAttempt) {}

    @GetMapping({MESSAGES, MESSAGES + "/"})
    Page<MessageAt> messages(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Query query =
                Query.ofList(
                        request,
                        Stream.concat(
                                        Stream.of(MessageFilter.PARAMETERS),
                                        Stream.of("status", "with_content", "expanded_statuses"))
                                .toArray(String[]::new));
        boolean content = query.flag("with_content", true);
        FindAttempted.Wanted wanted =
                new FindAttempted.Wanted(
                        Apps.endpoint(endpoints, owner, endpoint),
                        MessageFilter.of(owner, query),
                        query.read("status", AttemptedController::status),
                        content);
        return query.pageOf("msg_")
                .read(
                        (from, limit) -> attempted.find(wanted, from, limit, true),
                        (from, limit) -> attempted.find(wanted, from, limit, false),
                        one -> one.message().event().id().value(),
                        one -> view(one, content));
    }

    private static MessageAt view(FindAttempted.Attempted one, boolean content) {
        StandingView stands = StandingView.of(one.standing().kind());
        return new MessageAt(
                MessageView.of(one.message(), content),
                stands.status(),
                stands.text(),
                one.standing().nextAt());
    }

    private static StandingView status(String text) {
        return switch (text) {
            case "0" -> StandingView.SUCCESS;
            case "1" -> StandingView.PENDING;
            case "2" -> StandingView.FAIL;
            case "3" -> StandingView.SENDING;
            default -> throw new IllegalArgumentException("is 0, 1, 2 or 3");
        };
    }

    @GetMapping({DESTINATIONS, DESTINATIONS + "/"})
    Page<EndpointOf> destinations(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            HttpServletRequest request) {
        Message message = message(apps.get(caller, app).owner(), msg);
        endpoints.refresh();
        List<DeliveryState> states =
                deliveries.of(message.event().id()).stream()
                        .filter(state -> endpoints.find(state.endpoint()).isPresent())
                        .toList();
        return NamedPage.of(
                Query.ofList(request).page(), states, DeliveryState::endpoint, this::view);
    }

    private EndpointOf view(DeliveryState state) {
        StandingView stands = StandingView.of(state);
        return new EndpointOf(
                EndpointView.of(endpoints.find(state.endpoint()).orElseThrow()),
                stands.status(),
                stands.text(),
                state.nextAt());
    }

    /** From the first attempt of the schedule, whatever has become of it before. */
    @PostMapping({RESEND, RESEND + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> resend(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            @PathVariable String endpoint) {
        Owner owner = apps.get(caller, app).owner();
        Message message = message(owner, msg);
        Endpoint to = Apps.endpoint(endpoints, owner, endpoint);
        if (to.settings().disabled()) {
            throw refused(409, "endpoint_disabled", "Enable the endpoint first, then send again.");
        }
        if (message.event().isExpunged()) {
            throw refused(410, "message_expunged", "The message's content was removed.");
        }
        deliveries.resend(to, List.of(message.entry()));
        return Map.of();
    }

    private Message message(Owner owner, String msg) {
        return messages.find(owner, msg).orElseThrow(() -> Apps.notFound("message"));
    }

    private static ProblemException refused(int status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, "It cannot be sent again", detail));
    }
}
