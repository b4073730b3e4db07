package dev.serai.access;

import static dev.serai.access.Capability.CREATE_ATTEMPTS;
import static dev.serai.access.Capability.MANAGE_ENDPOINT;
import static dev.serai.access.Capability.MANAGE_ENDPOINT_SECRET;
import static dev.serai.access.Capability.VIEW_BASE;
import static dev.serai.access.Capability.VIEW_ENDPOINT_SECRET;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which requests a role may make. What a portal may do stands here as a list; anything else, and
 * whatever will be added to the API, it may not. That the project in the path is the portal's own
 * is for whoever looks the project up, by {@link Caller#sees}.
 */
final class Permissions {

    private static final String APP = "/api/v1/app/{app}";
    private static final String ENDPOINTS = APP + "/endpoint";
    private static final String ENDPOINT = ENDPOINTS + "/{endpoint}";
    private static final String MESSAGE = APP + "/msg/{msg}";

    /** Even those who may see everything see no secrets. */
    private static final RequestMatcher SECRET =
            any(
                    HttpMethod.GET,
                    ENDPOINT + "/secret",
                    "/api/v1/source/{source}/secret/learned",
                    "/api/v1/operational-webhook/endpoint/{endpoint}/secret");

    private static final List<Allowed> PORTAL =
            List.of(
                    new Allowed(
                            VIEW_BASE,
                            any(
                                    HttpMethod.GET,
                                    APP,
                                    ENDPOINTS,
                                    ENDPOINT,
                                    ENDPOINT + "/headers",
                                    ENDPOINT + "/oauth",
                                    ENDPOINT + "/mtls",
                                    ENDPOINT + "/stats",
                                    ENDPOINT + "/msg",
                                    APP + "/msg",
                                    MESSAGE,
                                    MESSAGE + "/raw",
                                    MESSAGE + "/endpoint",
                                    MESSAGE + "/attempt/{attempt}",
                                    APP + "/attempt/endpoint/{endpoint}",
                                    APP + "/attempt/msg/{msg}",
                                    APP + "/stats/attempts",
                                    "/api/v1/stats/app/{app}/attempt",
                                    "/api/v1/event-type",
                                    "/api/v1/event-type/{name}",
                                    "/api/v1/background-task",
                                    "/api/v1/background-task/{task}",
                                    "/api/v1/auth/whoami",
                                    "/api/v1/health")),
                    new Allowed(VIEW_BASE, any(HttpMethod.POST, "/api/v1/auth/logout")),
                    new Allowed(VIEW_ENDPOINT_SECRET, any(HttpMethod.GET, ENDPOINT + "/secret")),
                    new Allowed(
                            MANAGE_ENDPOINT_SECRET,
                            any(HttpMethod.POST, ENDPOINT + "/secret/rotate")),
                    new Allowed(
                            CREATE_ATTEMPTS,
                            any(
                                    HttpMethod.POST,
                                    MESSAGE + "/endpoint/{endpoint}/resend",
                                    ENDPOINT + "/recover",
                                    ENDPOINT + "/replay-missing",
                                    ENDPOINT + "/bulk-replay",
                                    ENDPOINT + "/send-example",
                                    "/api/v1/background-task/{task}/cancel")),
                    new Allowed(MANAGE_ENDPOINT, any(HttpMethod.POST, ENDPOINTS)),
                    new Allowed(
                            MANAGE_ENDPOINT,
                            any(
                                    HttpMethod.PUT,
                                    ENDPOINT,
                                    ENDPOINT + "/headers",
                                    ENDPOINT + "/oauth",
                                    ENDPOINT + "/mtls")),
                    new Allowed(
                            MANAGE_ENDPOINT,
                            any(HttpMethod.PATCH, ENDPOINT, ENDPOINT + "/headers")),
                    new Allowed(
                            MANAGE_ENDPOINT,
                            any(
                                    HttpMethod.DELETE,
                                    ENDPOINT,
                                    ENDPOINT + "/oauth",
                                    ENDPOINT + "/mtls")));

    private Permissions() {}

    private record Allowed(Capability by, RequestMatcher what) {}

    static boolean permits(Caller caller, HttpServletRequest request) {
        return switch (caller.role()) {
            case Role.Admin admin -> true;
            case Role.Viewer viewer -> isRead(request) && !SECRET.matches(request);
            case Role.Portal portal ->
                    PORTAL.stream()
                            .anyMatch(
                                    allowed ->
                                            portal.capabilities().contains(allowed.by())
                                                    && allowed.what().matches(request));
        };
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.GET.name())
                || request.getMethod().equals(HttpMethod.HEAD.name());
    }

    /** With and without a slash at the end, as the API has it. */
    private static RequestMatcher any(HttpMethod method, String... patterns) {
        return new OrRequestMatcher(
                Stream.of(patterns)
                        .flatMap(pattern -> Stream.of(pattern, pattern + "/"))
                        .map(
                                pattern ->
                                        (RequestMatcher)
                                                PathPatternRequestMatcher.withDefaults()
                                                        .matcher(method, pattern))
                        .toList());
    }
}
