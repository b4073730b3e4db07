package dev.serai.access;

import dev.serai.problem.Problem;
import dev.serai.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers those who may not: 401 where a key would help, 403 where another one would, 404 where
 * there is nothing to open.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String CHALLENGE = "Bearer realm=\"serai\"";

    private static final String RETRY_AFTER_SECONDS = "5";

    private final Paths paths;

    Refusals(Paths paths) {
        this.paths = paths;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        if (!paths.needKey(request)) {
            notFound(response);
            return;
        }
        if (refusal instanceof AuthenticationServiceException) {
            ProblemResponse.write(
                    response,
                    Problem.of(
                            503,
                            "unavailable",
                            "Unavailable",
                            "Keys cannot be looked up now; try again soon."),
                    Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
            return;
        }
        boolean wrong = refusal instanceof BadCredentialsException;
        ProblemResponse.write(
                response,
                Problem.of(
                        401,
                        "authentication_failed",
                        "Authentication failed",
                        wrong
                                ? "This is not an API key of this hub."
                                : "An API key is needed: Authorization: Bearer <key>."),
                Map.of(
                        HttpHeaders.WWW_AUTHENTICATE,
                        wrong ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE));
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        if (!paths.needKey(request)) {
            notFound(response);
            return;
        }
        ProblemResponse.write(
                response,
                Problem.of(
                        403,
                        "permission_denied",
                        "Permission denied",
                        "This key is not good for this request."));
    }

    private static void notFound(HttpServletResponse response) throws IOException {
        ProblemResponse.write(
                response, Problem.of(404, "not_found", "Not found", "There is no such path."));
    }
}
