package dev.serai.api.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.error.ClientErrors;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a POST with an idempotency key once. What succeeded is answered again as it was; what was
 * refused had no effect and is looked at anew.
 */
final class AnswerOnce extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerOnce.class);
    private static final String HEADER = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int KEY_LENGTH_MAX = 256;

    /** Messages and events have a way of their own; a new key to a portal is not to be kept. */
    private static final Pattern NOT_HERE =
            Pattern.compile("/api/v1/(app/[^/]+/msg|event|auth/.*)/?");

    /** Their whole effect is in the database; what others do reaches beyond it. */
    private static final Pattern ATOMIC =
            Pattern.compile(
                    "/api/v1/(app"
                            + "|app/[^/]+/endpoint"
                            + "|app/[^/]+/endpoint/[^/]+/(recover|replay-missing|bulk-replay)"
                            + "|app/[^/]+/msg/[^/]+/endpoint/[^/]+/resend"
                            + "|app/[^/]+/msg/expunge-all-contents"
                            + "|event-type|event-type/import/openapi"
                            + "|operational-webhook/endpoint"
                            + "|(app/[^/]+|operational-webhook)/endpoint/[^/]+/secret/rotate"
                            + "|stats/usage/app|background-task/[^/]+/cancel)/?");

    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private static final Problem UNDER_WAY =
            Problem.of(
                    409,
                    "idempotency_key_in_use",
                    "Idempotency key in use",
                    "A request with this Idempotency-Key is being answered; come again.");

    private static final Problem REUSED =
            Problem.of(
                    422,
                    "idempotency_key_reused",
                    "Idempotency key reused",
                    "Idempotency-Key: another request was made with this key.");

    private static final Problem AWAY =
            Problem.of(
                    503,
                    "unavailable",
                    "Unavailable",
                    "The hub's database cannot be reached or is too busy; try again soon.");

    private final PostgresAnswers answers;
    private final AnswerAtomically atomically;
    private final ObjectMapper json;

    AnswerOnce(PostgresAnswers answers, TransactionOperations transactions, ObjectMapper json) {
        this.answers = answers;
        this.atomically = new AnswerAtomically(answers, transactions);
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || request.getHeader(HEADER) == null
                || NOT_HERE.matcher(request.getRequestURI()).matches()
                || caller(request) == null;
    }

    private static @Nullable Caller caller(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication who
                        && who.getPrincipal() instanceof Caller caller
                ? caller
                : null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        Caller caller = caller(request);
        if (caller == null || given.isBlank() || given.length() > KEY_LENGTH_MAX) {
            ProblemResponse.write(response, Problem.ofField(400, HEADER, "is 1 to 256 characters"));
            return;
        }
        IdempotentRequest read = new IdempotentRequest(request);
        byte[] key = read.key(caller, given);
        try {
            switch (claim(key, read, response, chain)) {
                case Claim.Mine mine -> {}
                case Claim.Answered again -> repeat(again.answer(), response);
                case Claim.UnderWay underWay -> ProblemResponse.write(response, UNDER_WAY, SOON);
                case Claim.Reused reused -> reused(request, response);
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("answered 503, the database: {}", e.getMessage());
            response.reset();
            ProblemResponse.write(response, AWAY, SOON);
        }
    }

    /** Answers a request whose key nobody has; says who has it otherwise. */
    private Claim claim(
            byte[] key, IdempotentRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ATOMIC.matcher(request.getRequestURI()).matches()) {
            return atomically.answer(key, request, response, chain);
        }
        Claim claim = answers.claim(key, request.fingerprint());
        if (claim instanceof Claim.Mine) {
            answer(request, response, chain, key);
        }
        return claim;
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, byte[] key)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            chain.doFilter(request, kept);
            done = StoredAnswer.isSuccess(kept) && StoredAnswer.fits(kept);
        } finally {
            keep(key, done, kept);
            kept.copyBodyToResponse();
        }
    }

    /** Before the answer leaves: whoever has it may ask again at once. */
    private void keep(byte[] key, boolean done, ContentCachingResponseWrapper kept) {
        try {
            if (done) {
                answers.store(key, StoredAnswer.of(kept));
            } else {
                answers.release(key);
            }
        } catch (DataAccessException e) {
            LOG.warn("an answer to an idempotency key was not kept: {}", e.getMessage());
        }
    }

    private void reused(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!ClientErrors.wants(
                REUSED,
                Collections.list(request.getHeaderNames()).stream()
                        .collect(Collectors.toMap(name -> name, name -> "")))) {
            ProblemResponse.write(response, REUSED);
            return;
        }
        response.setStatus(REUSED.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ClientErrors.of(REUSED));
    }

    private static void repeat(StoredAnswer answer, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.getOutputStream().write(answer.body());
    }
}
