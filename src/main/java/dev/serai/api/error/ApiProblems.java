package dev.serai.api.error;

import dev.serai.event.Ksuid;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever a controller throws, and what Spring MVC refuses, into problems. */
@RestControllerAdvice
final class ApiProblems extends ResponseEntityExceptionHandler
        implements ResponseBodyAdvice<Object> {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
    private static final String REQUEST_ID = "Serai-Request-Id";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Ksuid ksuid;

    ApiProblems(Ksuid ksuid) {
        this.ksuid = ksuid;
    }

    @Override
    public boolean supports(
            MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    /** Says a problem in the words of whoever asks. */
    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof Problem problem
                && ClientErrors.wants(problem, request.getHeaders().toSingleValueMap())) {
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            return ClientErrors.of(problem);
        }
        return body;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(ProblemException exception) {
        return answer(exception.problem(), exception.headers());
    }

    @ExceptionHandler
    ResponseEntity<Object> on(OutboxUnavailable exception) {
        LOG.warn("answered 503, the sender shall come again: {}", exception.getMessage());
        return unavailable();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(OutboxRefused exception) {
        return answer(
                Problem.of(
                        422,
                        "event_refused",
                        "The event cannot be stored",
                        "The database refuses what one of its attributes says."),
                Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> on(TransactionException exception) {
        LOG.warn("answered 503, no transaction: {}", exception.getMessage());
        return unavailable();
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> on(DataAccessException exception, HttpServletRequest request) {
        if (isValueRefused(exception)) {
            return answer(
                    Problem.of(
                            400,
                            "value_refused",
                            "A value cannot be stored or looked for",
                            "A text has a NUL character, or a time or number is out of every"
                                    + " range."),
                    Map.of());
        }
        if (isOurMistake(exception)) {
            return onBug(exception, request);
        }
        LOG.warn("answered 503, the database: {}", exception.getMessage());
        return unavailable();
    }

    /** PostgreSQL's class 22, data exception: what was given is no value for it. */
    private static boolean isValueRefused(DataAccessException exception) {
        return exception.getMostSpecificCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22");
    }

    /** A statement that can never work, unlike a database that is away or busy. */
    private static boolean isOurMistake(DataAccessException exception) {
        return exception instanceof NonTransientDataAccessException
                && !(exception instanceof NonTransientDataAccessResourceException)
                && !(exception instanceof UncategorizedDataAccessException);
    }

    /** The backstop. The cause is for the log only; both bear the id that leads from one to it. */
    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<Object> onBug(Exception exception, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            LOG.debug("the client of {} hung up", request.getRequestURI());
            return null;
        }
        String id = "req_" + ksuid.next();
        LOG.error(
                "answered 500 to {} {} ({})",
                request.getMethod(),
                request.getRequestURI(),
                id,
                exception);
        return answer(
                Problem.of(
                        500,
                        "internal_error",
                        "Internal error",
                        "This is a fault of the hub's; its log tells more under " + id + "."),
                Map.of(REQUEST_ID, id));
    }

    private static ResponseEntity<Object> unavailable() {
        return answer(
                Problem.of(
                        503,
                        "unavailable",
                        "Unavailable",
                        "The hub's database cannot be reached or is too busy; try again soon."),
                Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }

    private static ResponseEntity<Object> answer(Problem problem, Map<String, String> headers) {
        return ResponseEntity.status(problem.status())
                .headers(all -> headers.forEach(all::set))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** As Spring has it, but without a warning: it is the caller's mistake, not the operator's. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return handleExceptionInternal(exception, null, headers, status, request);
    }

    /** Every exception of Spring MVC's own comes by here. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted()) {
            return null;
        }
        Problem problem = MvcProblems.of(exception, status.value());
        if (problem.status() >= 500 && request instanceof ServletWebRequest servlet) {
            return onBug(exception, servlet.getRequest());
        }
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
