package dev.serai.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Query;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.ingress.source.LearnedSecrets.Learned;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connectors;
import dev.serai.route.source.SourceStatus;
import dev.serai.route.source.Sources;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The secret that a source's provider gave in a handshake: seen, and forgotten. */
@RestController
final class LearnedSecretController {

    private static final String LEARNED = "/api/v1/source/{name}/secret/learned";
    private static final String WHAT = "learned secret";

    /** Long enough to type it in; after it, the provider is asked to send another. */
    private static final Duration SHOWN_FOR = Duration.ofHours(24);

    private final Sources sources;
    private final Connectors connectors;
    private final LearnedSecrets learned;
    private final ChangeSource change;
    private final InstantSource clock;

    LearnedSecretController(
            Sources sources,
            Connectors connectors,
            LearnedSecrets learned,
            AuditRecords audit,
            Ksuid ksuid,
            InstantSource clock) {
        this.sources = sources;
        this.connectors = connectors;
        this.learned = learned;
        this.change = new ChangeSource(sources, audit, ksuid, clock);
        this.clock = clock;
    }

    /**
     * What was learned.
     *
     * @param secret the whole of it where the provider wants it typed in; null where nobody needs
     *     it, or any more
     * @param shownUntil until when the whole of it can be had
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String secretMasked,
            Instant learnedAt,
            @Nullable String secret,
            @Nullable Instant shownUntil) {}

    @GetMapping(LEARNED)
    View get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        Query.of(request, Set.of());
        SourceStatus source = find(caller, name);
        Learned known = learned.about(caller.tenant(), name).orElseThrow(() -> Apps.notFound(WHAT));
        String masked = SourceView.masked(known.secret());
        Instant until = known.at().plus(SHOWN_FOR);
        if (!isTypedBack(source) || !clock.instant().isBefore(until)) {
            return new View(masked, known.at(), null, null);
        }
        change.recorded(caller, name, "source.secret.show", () -> true, "shown");
        return new View(masked, known.at(), known.secret().reveal(), until);
    }

    private boolean isTypedBack(SourceStatus source) {
        return connectors
                .find(source.connector())
                .map(Connector::about)
                .filter(Connector.About::secretTypedBack)
                .isPresent();
    }

    /** The next handshake teaches another one. */
    @DeleteMapping(LEARNED)
    ResponseEntity<Void> forget(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
        find(caller, name);
        boolean forgotten =
                change.recorded(
                        caller,
                        name,
                        "source.secret.forget",
                        () -> learned.forget(caller.tenant(), name),
                        "forgotten");
        if (!forgotten) {
            throw Apps.notFound(WHAT);
        }
        return ResponseEntity.noContent().build();
    }

    private SourceStatus find(Caller caller, String name) {
        return sources.find(caller.tenant(), name).orElseThrow(() -> Apps.notFound("source"));
    }
}
