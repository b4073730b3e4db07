package dev.serai.ingress;

import dev.serai.outbox.RawRequest;
import dev.serai.signing.Explanation;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused, as far as it is kept.
 *
 * @param id {@code rej_} and a KSUID
 * @param at when it came in
 * @param code why, for programs
 * @param detail why, for people
 * @param request without its query, and without what values let somebody in; its body may be the
 *     beginning only
 * @param size how many bytes its body had
 * @param explanation how it was verified when it came in; null if it was not, or if there were too
 *     many to explain
 * @param accepted what it became by an operator's decision; null if there was none
 */
public record RefusedRequest(
        String id,
        Instant at,
        TenantId tenant,
        String source,
        int status,
        String code,
        String detail,
        RawRequest request,
        int size,
        @Nullable Explanation explanation,
        @Nullable List<String> accepted) {

    public RefusedRequest {
        accepted = accepted == null ? null : List.copyOf(accepted);
    }

    /** Whether all of its body is kept. */
    public boolean isWhole() {
        return request.body().length == size;
    }

    /** Whether what was wrong may have been wrong on our side: the secret. */
    boolean isUnproved() {
        return Rejections.UNPROVED.stream().anyMatch(reason -> reason.code().equals(code));
    }
}
