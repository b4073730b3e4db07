package dev.serai.ingress;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.OutboxUnavailable;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a webhook did not become an event, told twice: to those who may read webhooks, and to the
 * log, which bodies must not get into.
 */
final class Why {

    private static final String NO_APPEND = "the route ended without ingress:append";

    /** In front of a Java class: its package, which says nothing to an operator. */
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_$][\\w$]*\\.){2,}(?=[A-Z])");

    private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Why() {}

    /** For an operator: the innermost cause, which says more than Camel's wrapping. */
    static String detail(@Nullable Throwable failure) {
        if (failure == null) {
            return NO_APPEND;
        }
        Throwable cause = innermost(failure);
        String detail =
                switch (cause) {
                    case Unmappable unmappable -> unmappable.detail();
                    case StreamReadException json -> noJson(json);
                    default -> words(cause);
                };
        return Rejections.shortened(detail, Rejections.DETAIL_LENGTH_MAX);
    }

    /** For the log: what somebody else's exception says may quote the body, so only its kind. */
    static String line(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOurs(cause)) {
                return cause.getMessage();
            }
        }
        return failure == null
                ? NO_APPEND
                : innermost(failure) instanceof StreamReadException json
                        ? noJson(json)
                        : "a step of the route failed: " + kind(innermost(failure));
    }

    /** What an exception is called, in words: {@code no such element}. */
    private static String kind(Throwable cause) {
        return WORD.matcher(cause.getClass().getSimpleName().replaceFirst("Exception$", ""))
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isOurs(Throwable cause) {
        return cause instanceof Unmappable
                || cause instanceof Misplaced
                || cause instanceof OutboxUnavailable
                || cause instanceof OutboxRefused;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? "a step of the route failed and does not say why"
                : PACKAGE.matcher(message.strip()).replaceAll("");
    }

    private static String noJson(StreamReadException json) {
        JsonLocation at = json.getLocation();
        return at == null
                ? "the body is no JSON"
                : "the body is no JSON: line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
