package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.ingress.Source;
import dev.serai.ingress.SourcesInUse;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.reconcile.Ask;
import dev.serai.reconcile.Reconcile;
import dev.serai.reconcile.Reconciled;
import dev.serai.route.secret.NamedSecrets;
import dev.serai.route.source.Sources;
import dev.serai.signing.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what a provider says it has sent and that never came. */
@RestController
final class ReconcileController {

    private static final int TYPES_MAX = 20;
    private static final int TEXT_LENGTH_MAX = 256;

    private final SourcesInUse sources;
    private final Sources defined;
    private final NamedSecrets secrets;
    private final Reconcile reconcile;
    private final InstantSource clock;

    ReconcileController(
            SourcesInUse sources,
            Sources defined,
            NamedSecrets secrets,
            Reconcile reconcile,
            InstantSource clock) {
        this.sources = sources;
        this.defined = defined;
        this.secrets = secrets;
        this.reconcile = reconcile;
        this.clock = clock;
    }

    @PostMapping("/api/v1/source/{name}/reconcile")
    Reconciled reconcile(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        Fields fields = Fields.of(body).known(Set.of("from", "to", "types", "apiKey", "hook"));
        Source source =
                sources.source(name)
                        .filter(running -> running.owner().tenant().equals(caller.tenant()))
                        .orElseThrow(ReconcileController::notFound);
        String connector =
                defined.find(caller.tenant(), name)
                        .orElseThrow(ReconcileController::notFound)
                        .connector();
        return reconcile.run(source, connector, ask(fields), caller.name());
    }

    private Ask ask(Fields fields) {
        Instant from =
                Fields.read(
                        "/from", fields.requiredText("from", TEXT_LENGTH_MAX), Query::instantOf);
        @Nullable String to = fields.text("to", TEXT_LENGTH_MAX);
        List<String> types = fields.list("types", TYPES_MAX, Function.identity());
        Secret apiKey =
                Fields.read(
                        "/apiKey", fields.requiredText("apiKey", TEXT_LENGTH_MAX), secrets::secret);
        return new Ask(
                from,
                to == null ? clock.instant() : Fields.read("/to", to, Query::instantOf),
                types,
                apiKey,
                fields.text("hook", TEXT_LENGTH_MAX));
    }

    private static ProblemException notFound() {
        return new ProblemException(
                Problem.of(404, "not_found", "Not found", "There is no such source that runs."));
    }
}
