package dev.serai.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.access.Caller;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.audit.AuditRecord;
import dev.serai.audit.AuditRecords;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people did by their own judgement. */
@RestController
final class AuditController {

    private final AuditRecords audit;

    AuditController(AuditRecords audit) {
        this.audit = audit;
    }

    /** A record as the API shows it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String id,
            Instant at,
            String actor,
            String action,
            String target,
            String source,
            String reason,
            @Nullable String outcome,
            List<String> events) {

        static View of(AuditRecord record) {
            return new View(
                    record.id(),
                    record.at(),
                    record.actor(),
                    record.action(),
                    record.target(),
                    record.source(),
                    record.reason(),
                    record.outcome(),
                    record.events());
        }
    }

    @GetMapping("/api/v1/audit")
    Page<View> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return Query.ofList(request)
                .pageOf("aud_")
                .read(
                        (from, limit) -> Slice.of(audit.older(caller.tenant(), from, limit)),
                        (from, limit) -> Slice.of(audit.newer(caller.tenant(), from, limit)),
                        AuditRecord::id,
                        View::of);
    }
}
