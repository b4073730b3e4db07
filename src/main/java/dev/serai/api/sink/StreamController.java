package dev.serai.api.sink;

import dev.serai.access.Caller;
import dev.serai.api.ProjectFilter;
import dev.serai.api.Query;
import dev.serai.event.TypePattern;
import dev.serai.stream.LiveStreams;
import dev.serai.stream.StreamFilter;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log as a live stream of server-sent events. */
@RestController
final class StreamController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int TYPES_MAX = 64;

    private final LiveStreams streams;
    private final ProjectFilter projects;

    StreamController(LiveStreams streams, Projects projects) {
        this.streams = streams;
        this.projects = new ProjectFilter(projects);
    }

    @GetMapping("/api/v1/stream")
    void stream(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Query query = Query.of(request, Set.of("types", "project", "since"));
        List<TypePattern> types = query.read("types", StreamController::patterns);
        StreamFilter filter =
                new StreamFilter(
                        caller.tenant(),
                        projects.read(query, caller.tenant()),
                        types == null ? List.of() : types);
        if (request.getMethod().equals("HEAD")) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        String lastEventId = lastEventId(request);
        try {
            streams.open(
                    request,
                    response,
                    filter,
                    lastEventId == null ? query.text("since") : lastEventId);
        } catch (IllegalArgumentException e) {
            throw Query.wrong(
                    lastEventId == null ? "since" : LAST_EVENT_ID, String.valueOf(e.getMessage()));
        }
    }

    /** A reader that comes again knows better than its address where it was. */
    private static @Nullable String lastEventId(HttpServletRequest request) {
        String id = request.getHeader(LAST_EVENT_ID);
        return id == null || id.isBlank() ? null : id.strip();
    }

    private static List<TypePattern> patterns(String text) {
        String[] patterns = text.split(",", -1);
        if (patterns.length > TYPES_MAX) {
            throw new IllegalArgumentException("has more than " + TYPES_MAX + " patterns");
        }
        return Arrays.stream(patterns).map(String::strip).map(TypePattern::of).toList();
    }
}
