package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.sample.SampleRefused;
import dev.serai.route.sample.Samples;
import dev.serai.route.source.SourceStatus;
import dev.serai.route.source.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sends a source one of its provider's webhooks, made up and signed as the provider would. */
@RestController
final class SampleController {

    private static final int NAME_MAX = 256;
    private static final int SET_MAX = 100;

    private final Sources sources;
    private final Samples samples;

    SampleController(Sources sources, Samples samples) {
        this.sources = sources;
        this.samples = samples;
    }

    @PostMapping("/api/v1/source/{name}/sample")
    SampleOutcomeView send(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody(required = false) @Nullable JsonNode body) {
        SourceStatus source =
                sources.find(caller.tenant(), name).orElseThrow(() -> Apps.notFound("source"));
        String event = "";
        Map<String, JsonNode> set = new HashMap<>();
        if (body != null) {
            Fields fields = Fields.of(body).known(Set.of("event", "set"));
            String given = fields.text("event", NAME_MAX);
            event = given == null ? "" : given;
            JsonNode wanted = body.path("set");
            if (body.hasNonNull("set") && (!wanted.isObject() || wanted.size() > SET_MAX)) {
                throw Fields.wrong(
                        "/set", "is an object of at most " + SET_MAX + " values by JSON pointer");
            }
            wanted.properties().forEach(entry -> set.put(entry.getKey(), entry.getValue()));
        }
        try {
            return SampleOutcomeView.of(samples.send(source, event, set));
        } catch (SampleRefused e) {
            throw refused(e);
        }
    }

    private static ProblemException refused(SampleRefused e) {
        return e.pointer().isEmpty()
                ? new ProblemException(
                        Problem.of(
                                422,
                                "sample_refused",
                                "The sample was not sent",
                                "Nothing was sent: " + e.getMessage() + "."))
                : Fields.wrong(e.pointer(), String.valueOf(e.getMessage()));
    }
}
