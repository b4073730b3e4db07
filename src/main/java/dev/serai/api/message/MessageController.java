package dev.serai.api.message;

import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.api.event.EventOutcomes;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows messages, newest first, and removes what one says. */
@RestController
final class MessageController {

    private static final String ALL = "/api/v1/app/{app}/msg";
    private static final String ONE = ALL + "/{msg}";
    private static final String CONTENT = "with_content";

    private final Apps apps;
    private final MessageStores stores;
    private final EventOutcomes outcomes;

    MessageController(Projects projects, MessageStores stores, EventOutcomes outcomes) {
        this.apps = new Apps(projects);
        this.stores = stores;
        this.outcomes = outcomes;
    }

    @GetMapping({ALL, ALL + "/"})
    Page<MessageView> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Query query =
                Query.ofList(
                        request,
                        Stream.concat(Stream.of(MessageFilter.PARAMETERS), Stream.of(CONTENT))
                                .toArray(String[]::new));
        MessageFilter filter = MessageFilter.of(owner, query);
        boolean content = query.flag(CONTENT, true);
        PostgresMessages messages = stores.messages();
        return query.pageOf("msg_")
                .read(
                        (from, limit) -> messages.older(filter, content, from, limit),
                        (from, limit) -> messages.newer(filter, content, from, limit),
                        message -> message.event().id().value(),
                        message -> MessageView.of(message, content));
    }

    @GetMapping({ONE, ONE + "/"})
    MessageView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            HttpServletRequest request) {
        boolean content = Query.of(request, Set.of(CONTENT)).flag(CONTENT, true);
        return MessageView.of(find(caller, app, msg), content);
    }

    /** The payload as endpoints get it, byte for byte; no browser may do anything with it. */
    @GetMapping({ONE + "/raw", ONE + "/raw/"})
    void raw(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            HttpServletResponse response)
            throws IOException {
        Message message = find(caller, app, msg);
        byte[] data = message.event().data();
        response.setContentType(message.event().dataContentType());
        response.setContentLength(data.length);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + message.event().id() + "\"");
        response.getOutputStream().write(data);
    }

    /** For good. Not while somebody is still to get it: nobody shall be sent an empty message. */
    @DeleteMapping({ONE + "/content", ONE + "/content/"})
    ResponseEntity<Void> expunge(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg) {
        Message message = find(caller, app, msg);
        if (outcomes.isUnderWay(message.entry())) {
            throw new ProblemException(
                    Problem.of(
                            409,
                            "message_under_way",
                            "The message is under way",
                            "A sink or an endpoint is still to get this message; disable the"
                                    + " endpoint or wait."));
        }
        stores.expunge().content(message.entry());
        return ResponseEntity.noContent().build();
    }

    private Message find(Caller caller, String app, String msg) {
        return stores.messages()
                .find(apps.get(caller, app).owner(), msg)
                .orElseThrow(() -> Apps.notFound("message"));
    }
}
