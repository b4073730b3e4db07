package dev.serai.api.error;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What Spring MVC refuses by itself, told as problems: never with the words of an exception. */
final class MvcProblems {

    private MvcProblems() {}

    /** The problem of an exception that Spring MVC gives a status. */
    static Problem of(Exception exception, int status) {
        return switch (exception) {
            case HttpMessageNotReadableException e -> unreadable(e);
            case MissingServletRequestParameterException e ->
                    Problem.ofField(400, e.getParameterName(), "is missing");
            case MissingRequestHeaderException e ->
                    Problem.ofField(400, e.getHeaderName(), "is missing");
            case MethodArgumentTypeMismatchException e ->
                    Problem.ofField(400, e.getName(), "cannot be read as what it must be");
            case HttpRequestMethodNotSupportedException e ->
                    Problem.of(
                            405,
                            "method_not_allowed",
                            "Method not allowed",
                            e.getMethod() + " is not one of the methods here.");
            case HttpMediaTypeNotSupportedException e ->
                    Problem.of(
                            415,
                            "unsupported_media_type",
                            "Unsupported media type",
                            "The Content-Type is "
                                    + (e.getContentType() == null ? "missing" : "not one read here")
                                    + "; what is read here is in the header Accept.");
            default -> of(status);
        };
    }

    /** The problem of a status, for a path that may be to blame for it. */
    static Problem of(int status, @Nullable String uri) {
        String odd = status == 400 ? OddPath.in(uri) : null;
        return odd == null
                ? of(status)
                : Problem.of(
                        400,
                        "bad_request",
                        "Bad request",
                        "The path has " + odd + "; none here has.");
    }

    /** The problem of a status alone. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> Problem.of(404, "not_found", "Not found", "There is no such path.");
            case 405 ->
                    Problem.of(
                            405,
                            "method_not_allowed",
                            "Method not allowed",
                            "This is not one of the methods here.");
            case 406 ->
                    Problem.of(
                            406,
                            "not_acceptable",
                            "Not acceptable",
                            "The answer cannot be had in a media type of the header Accept.");
            case 413 ->
                    Problem.of(
                            413, "too_large", "Content too large", "The body is over the limit.");
            case 501 ->
                    Problem.of(
                            501,
                            "not_implemented",
                            "Not implemented",
                            "The method, or the transfer coding, is none that is known here.");
            case 503 -> Problem.of(503, "unavailable", "Unavailable", "Not now; try again soon.");
            default ->
                    status >= 500
                            ? Problem.of(
                                    status,
                                    "internal_error",
                                    "Internal error",
                                    "A fault of the hub's.")
                            : Problem.of(
                                    status,
                                    "bad_request",
                                    "Bad request",
                                    "The request cannot be read.");
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return of(413);
            }
            if (cause instanceof ProblemException told) {
                return told.problem();
            }
        }
        Throwable cause = exception.getCause();
        if (cause instanceof JsonMappingException e && !e.getPath().isEmpty()) {
            return Problem.ofField(400, pointer(e), "is not of the kind that it must be");
        }
        return Problem.of(
                400,
                "unreadable_body",
                "Unreadable body",
                cause instanceof JsonProcessingException e
                        ? "The body is not the JSON it must be" + place(e.getLocation()) + "."
                        : "The body is missing or is not the JSON it must be.");
    }

    private static String pointer(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(MvcProblems::segment)
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String segment(JsonMappingException.Reference reference) {
        String name = reference.getFieldName();
        return name == null
                ? String.valueOf(reference.getIndex())
                : name.replace("~", "~0").replace("/", "~1");
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
