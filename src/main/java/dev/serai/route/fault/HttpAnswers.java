package dev.serai.route.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.ReflectionUtils;

/** What the status of an HTTP answer says, whichever component it came by. */
final class HttpAnswers {

    private static final int REDIRECT = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int END = 600;
    private static final int BODY_MAX = 200;
    private static final String RETRY_AFTER = "Retry-After";

    /** What clients of clouds call it, whose components are put beside the hub. */
    private static final List<String> GETTERS = List.of("statusCode", "getStatusCode");

    /** Of the credentials, or of how busy it is, not of what was sent. */
    private static final Set<Integer> NOT_OF_THE_EVENT = Set.of(401, 403, 407, 408, 421, 425, 429);

    private HttpAnswers() {}

    static Optional<Fault> read(Throwable failure) {
        return status(failure).map(status -> fault(status, body(failure), retryAfter(failure)));
    }

    private static Fault fault(int status, String body, @Nullable String retryAfter) {
        HttpStatus known = HttpStatus.resolve(status);
        String words =
                "the server answered "
                        + status
                        + (known == null ? "" : " " + known.getReasonPhrase())
                        + (body.isBlank() ? "" : ": " + body);
        if (status >= CLIENT_ERROR && status < SERVER_ERROR && !NOT_OF_THE_EVENT.contains(status)) {
            return Fault.ofEvent(words);
        }
        return Fault.elsewhere(
                status < CLIENT_ERROR ? words + ", and redirects are not followed" : words,
                retryAfter);
    }

    /** As it stands. */
    private static @Nullable String retryAfter(Throwable failure) {
        if (failure instanceof HttpOperationFailedException answer
                && answer.getResponseHeaders() != null) {
            return answer.getResponseHeaders().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(RETRY_AFTER))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    /** The beginning of what the server said to it; most say what is wrong with the event. */
    private static String body(Throwable failure) {
        if (failure instanceof HttpOperationFailedException answer
                && answer.getResponseBody() != null) {
            String body = answer.getResponseBody();
            return body.length() <= BODY_MAX ? body : body.substring(0, BODY_MAX);
        }
        return "";
    }

    private static Optional<Integer> status(Throwable failure) {
        if (failure instanceof HttpResponseAware answer) {
            return Optional.of(answer.getHttpResponseCode()).filter(HttpAnswers::isFailure);
        }
        return GETTERS.stream()
                .map(name -> ReflectionUtils.findMethod(failure.getClass(), name))
                .filter(method -> method != null && isPublicNumber(method))
                .findFirst()
                .map(method -> call(method, failure))
                .filter(HttpAnswers::isFailure);
    }

    private static boolean isFailure(int status) {
        return status >= REDIRECT && status < END;
    }

    private static boolean isPublicNumber(Method method) {
        return method.getReturnType() == int.class
                && Modifier.isPublic(method.getModifiers())
                && Modifier.isPublic(method.getDeclaringClass().getModifiers());
    }

    private static int call(Method method, Throwable failure) {
        try {
            return (int) method.invoke(failure);
        } catch (IllegalAccessException | InvocationTargetException e) {
            return 0; // it keeps its status to itself
        }
    }
}
