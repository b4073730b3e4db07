package dev.serai.api.arrival;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.signing.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a request was verified, step by step. Either {@code detail} or the rest is there.
 *
 * @param verdict authentic, missing, ambiguous, wrong, or stale
 * @param secret which secret proved it: current, previous, or none
 * @param at the time that its age was judged by
 * @param steps what was looked for and what was found
 * @param advice what to change
 * @param detail why there are no steps
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerificationView(
        @Nullable String verdict,
        @Nullable String secret,
        @Nullable Instant at,
        @Nullable List<Explanation.Step> steps,
        @Nullable List<String> advice,
        @Nullable String detail) {

    static VerificationView of(Explanation explanation, Instant at) {
        return new VerificationView(
                explanation.verification().verdict().name().toLowerCase(Locale.ROOT),
                explanation.verification().match().name().toLowerCase(Locale.ROOT),
                at,
                explanation.steps(),
                explanation.advice(),
                null);
    }

    /** There are no steps. */
    static VerificationView none(String why) {
        return new VerificationView(null, null, null, null, null, why);
    }
}
