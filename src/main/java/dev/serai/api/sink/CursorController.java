package dev.serai.api.sink;

import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.relay.cursor.ForgetSink;
import dev.serai.relay.sink.SinkName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Forgets the place in the log of a sink that there is no more, or that is to begin anew. Public
 * for tests of other packages.
 */
@RestController
public final class CursorController {

    private static final Logger LOG = LoggerFactory.getLogger(CursorController.class);

    private final ForgetSink forget;

    CursorController(ForgetSink forget) {
        this.forget = forget;
    }

    @DeleteMapping("/api/v1/sink/{name}/cursor")
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        Query.of(request, Set.of());
        SinkName sink = Fields.read("/name", name, SinkName::new);
        switch (forget.forget(sink)) {
            case FORGOTTEN ->
                    LOG.info("The place of sink {} was forgotten by {}", sink, caller.name());
            case SERVED ->
                    throw problem(
                            409,
                            "in_use",
                            "It is in use",
                            "A hub serves this sink, or did some seconds ago: delete or stop its"
                                    + " route first.");
            case UNKNOWN ->
                    throw problem(
                            404, "not_found", "Not found", "No sink of this name has a place.");
        }
        return ResponseEntity.noContent().build();
    }

    private static ProblemException problem(int status, String code, String title, String detail) {
        return new ProblemException(Problem.of(status, code, title, detail));
    }
}
