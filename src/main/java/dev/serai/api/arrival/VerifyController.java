package dev.serai.api.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.source.Source;
import dev.serai.ingress.source.SourcesInUse;
import dev.serai.route.deploy.WrongParameter;
import dev.serai.route.source.TrialSources;
import dev.serai.signing.Explanation;
import dev.serai.signing.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Verifies a request that somebody has pasted, step by step, by a source that runs or by a
 * connector and a secret. Nothing is stored, nothing is appended, no secret is told.
 */
@RestController
final class VerifyController {

    private static final int SECRET_LENGTH_MAX = 16 * 1024;
    private static final int NAME_LENGTH_MAX = 64;
    private static final String URL = "url";
    private static final String SECRET = "/secret";

    private final SourcesInUse sources;
    private final TrialSources trials;
    private final PastedRequest pasted;
    private final InstantSource clock;

    VerifyController(
            SourcesInUse sources, TrialSources trials, IngressLimits limits, InstantSource clock) {
        this.sources = sources;
        this.trials = trials;
        this.pasted = new PastedRequest(limits.bodyBytesMax());
        this.clock = clock;
    }

    @PostMapping("/api/v1/verify")
    VerificationView verify(@AuthenticationPrincipal Caller caller, @RequestBody JsonNode body) {
        Fields fields =
                Fields.of(body)
                        .known(
                                Set.of(
                                        "source",
                                        "connector",
                                        "secret",
                                        "parameters",
                                        "request",
                                        "now"));
        PastedRequest.Read request = pasted.read(body.get("request"));
        String source = fields.text("source", NAME_LENGTH_MAX);
        Source verifier =
                source == null
                        ? ofConnector(fields, request.url())
                        : running(caller, source, fields);
        Instant now = now(fields);
        Explanation explanation = verifier.proof().explain(request.raw(), now);
        return VerificationView.of(fields.has("now") ? explanation : withNow(explanation), now);
    }

    /** What is pasted is seldom fresh: its age is judged as of when it came, if that is said. */
    private static Explanation withNow(Explanation explanation) {
        if (explanation.verification().verdict() != Verdict.STALE) {
            return explanation;
        }
        List<String> advice = new ArrayList<>(explanation.advice());
        advice.add("To verify it as of when it came, set now to that time.");
        return explanation.with(advice);
    }

    private Source running(Caller caller, String name, Fields fields) {
        for (String other : Set.of("connector", "secret", "parameters")) {
            if (fields.has(other)) {
                throw Fields.wrong("/" + other, "says nothing beside source, which has its own");
            }
        }
        return sources.source(name)
                .filter(running -> running.owner().tenant().equals(caller.tenant()))
                .orElseThrow(() -> Fields.wrong("/source", "is the name of a source that runs"));
    }

    private Source ofConnector(Fields fields, String url) {
        String connector = fields.requiredText("connector", NAME_LENGTH_MAX);
        Map<String, String> parameters = new HashMap<>(fields.texts("parameters"));
        String secret = fields.text("secret", SECRET_LENGTH_MAX);
        if (secret != null) {
            if (secret.isBlank()) {
                throw Fields.wrong(SECRET, "is not empty");
            }
            parameters.put("secret", secret);
        }
        if (url.startsWith("http") && trials.hasParameter(connector, URL)) {
            parameters.putIfAbsent(URL, url.replaceFirst("\\?.*$", ""));
        }
        try {
            return trials.of(connector, parameters);
        } catch (WrongParameter e) {
            boolean isSecret = e.parameter().equals("secret");
            throw Fields.wrong(
                    isSecret ? SECRET : "/parameters/" + e.parameter(),
                    String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("/connector", String.valueOf(e.getMessage()));
        }
    }

    private Instant now(Fields fields) {
        @Nullable String now = fields.text("now", NAME_LENGTH_MAX);
        return now == null ? clock.instant() : Fields.read("/now", now, Query::instantOf);
    }
}
