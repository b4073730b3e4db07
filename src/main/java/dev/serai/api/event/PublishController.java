package dev.serai.api.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.event.EventUnreadable;
import dev.serai.ingress.InFlight;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.answer.Receipt;
import dev.serai.ingress.published.Publishing;
import dev.serai.ingress.published.Publishing.Placed;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes first-party events in, by the HTTP binding of CloudEvents in its three modes. The answer is
 * a receipt, {@code {"id": "msg_...", "duplicate": false}}, and for a batch an array of them; it
 * comes when all are durable.
 */
@RestController
final class PublishController {

    private static final String COME_AGAIN_SECONDS = "1";

    private final Publishing publishing;
    private final InFlight inFlight;
    private final PublishedRequest requests;
    private final ObjectMapper json;

    PublishController(
            Publishing publishing, InFlight inFlight, IngressLimits limits, ObjectMapper json) {
        this.publishing = publishing;
        this.inFlight = inFlight;
        this.requests = new PublishedRequest(limits);
        this.json = json;
    }

    /** A receipt in JSON. */
    record View(String id, boolean duplicate) {
        static View of(Receipt receipt) {
            return new View(receipt.id().value(), receipt.duplicate());
        }
    }

    @PostMapping("/api/v1/event")
    ResponseEntity<byte[]> publish(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request) throws IOException {
        if (!inFlight.enter()) {
            throw new ProblemException(
                    Problem.of(503, "busy", "The hub has too much to do", "Come again."),
                    Map.of("Retry-After", COME_AGAIN_SECONDS));
        }
        try {
            List<Placed> drafts = requests.read(request);
            String traceparent = request.getHeader("traceparent");
            List<Receipt> receipts =
                    publishing.publish(
                            caller.tenant(), drafts, traceparent == null ? "" : traceparent);
            List<View> views = receipts.stream().map(View::of).toList();
            return answer(requests.isBatch(request) ? views : views.getFirst());
        } catch (EventUnreadable e) {
            throw new ProblemException(problem(e));
        } finally {
            inFlight.leave();
        }
    }

    /** Whatever the caller accepts: a media type to please it would not help it. */
    private ResponseEntity<byte[]> answer(Object views) throws JsonProcessingException {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsBytes(views));
    }

    private static Problem problem(EventUnreadable fault) {
        return fault.pointer().isEmpty()
                ? Problem.of(400, "unreadable", "The request cannot be read", fault.getMessage())
                : Problem.ofField(400, fault.pointer(), fault.getMessage());
    }
}
