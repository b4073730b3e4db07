package dev.serai.api.event;

import dev.serai.access.Caller;
import dev.serai.api.Page;
import dev.serai.api.ProjectFilter;
import dev.serai.api.Query;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.TypePattern;
import dev.serai.outbox.Entry;
import dev.serai.outbox.RawRequest;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The events in the log: listed, one with what became of it, and as it came in. */
@RestController
final class EventController {

    private final PostgresEvents events;
    private final EventOutcomes outcomes;
    private final AuditRecords audit;
    private final ProjectFilter projects;

    EventController(
            PostgresEvents events, EventOutcomes outcomes, AuditRecords audit, Projects projects) {
        this.audit = audit;
        this.events = events;
        this.outcomes = outcomes;
        this.projects = new ProjectFilter(projects);
    }

    @GetMapping("/api/v1/event")
    Page<EventView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        Query query =
                Query.ofList(request, "type", "source", "subject", "project", "since", "until");
        EventFilter filter =
                new EventFilter(
                        caller.tenant(),
                        projects.read(query, caller.tenant()),
                        query.read("type", TypePattern::of),
                        query.text("source"),
                        query.text("subject"),
                        query.instant("since"),
                        query.instant("until"));
        return query.pageOf("msg_")
                .read(
                        (from, limit) -> events.older(filter, from, limit),
                        (from, limit) -> events.newer(filter, from, limit),
                        entry -> entry.event().id().value(),
                        EventView::of);
    }

    @GetMapping("/api/v1/event/{id}")
    EventView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        Query.of(request, Set.of());
        StoredEvent stored = find(caller, id);
        Entry entry = stored.entry();
        return new EventView(
                entry,
                outcomes.of(entry),
                stored.raw() == null
                        ? null
                        : RequestView.of(stored.raw(), entry.at(), acceptance(caller, id)));
    }

    private @Nullable AcceptanceView acceptance(Caller caller, String id) {
        return audit.ofEvent(caller.tenant(), id).map(AcceptanceView::of).orElse(null);
    }

    /** The bytes as they came; their type is told, and no browser may do anything with them. */
    @GetMapping("/api/v1/event/{id}/raw")
    void raw(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletResponse response)
            throws IOException {
        StoredEvent stored = find(caller, id);
        Event event = stored.entry().event();
        byte[] body = stored.raw() == null ? event.data() : stored.raw().body();
        response.setContentType(contentType(stored));
        response.setContentLength(body.length);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + event.id() + "\"");
        response.getOutputStream().write(body);
    }

    private StoredEvent find(Caller caller, String id) {
        if (!EventId.isValid(id)) {
            throw notFound();
        }
        return events.find(caller.tenant(), new EventId(id)).orElseThrow(EventController::notFound);
    }

    private static String contentType(StoredEvent stored) {
        String type =
                stored.raw() == null
                        ? stored.entry().event().dataContentType()
                        : stored.raw().headers().stream()
                                .filter(h -> h.name().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE))
                                .findFirst()
                                .map(RawRequest.Header::value)
                                .orElse(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        try {
            return MediaType.parseMediaType(type).toString();
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                Problem.of(404, "not_found", "Not found", "There is no such event."));
    }
}
