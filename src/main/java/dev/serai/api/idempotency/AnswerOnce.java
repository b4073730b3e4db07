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

    /** An answer that is larger is not kept, and the request done again when it comes again. */
    private static final int BODY_BYTES_MAX = 64 * 1024;

    /** Messages and events have a way of their own; a new key to a portal is not to be kept. */
    private static final Pattern NOT_HERE =
            Pattern.compile("/api/v1/(app/[^/]+/msg|event|auth/.*)/?");

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
    private final ObjectMapper json;

    AnswerOnce(PostgresAnswers answers, ObjectMapper json) {
        this.answers = answers;
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
        Claim claim = claim(key, read.fingerprint(), response);
        if (claim == null) {
            return; // the database is away, and that has been said
        }
        switch (claim) {
            case Claim.Mine mine -> answer(read, response, chain, key);
            case Claim.Answered again -> repeat(again.answer(), response);
            case Claim.UnderWay underWay -> ProblemResponse.write(response, UNDER_WAY, SOON);
            case Claim.Reused reused -> reused(request, response);
        }
    }

    private @Nullable Claim claim(byte[] key, byte[] fingerprint, HttpServletResponse response)
            throws IOException {
        try {
            return answers.claim(key, fingerprint);
        } catch (DataAccessException e) {
            LOG.warn("answered 503, the database: {}", e.getMessage());
            ProblemResponse.write(response, AWAY, SOON);
            return null;
        }
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, byte[] key)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            chain.doFilter(request, kept);
            done = kept.getStatus() < 300 && kept.getContentSize() <= BODY_BYTES_MAX;
        } finally {
            keep(key, done, kept);
            kept.copyBodyToResponse();
        }
    }

    /** Before the answer leaves: whoever has it may ask again at once. */
    private void keep(byte[] key, boolean done, ContentCachingResponseWrapper kept) {
        try {
            if (done) {
                answers.store(
                        key,
                        new StoredAnswer(
                                kept.getStatus(),
                                kept.getContentType(),
                                kept.getContentAsByteArray()));
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
