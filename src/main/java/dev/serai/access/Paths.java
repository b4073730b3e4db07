package dev.serai.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which paths need the key and which are open; any other path is not there. Metrics need the key
 * where webhooks come in, since that port faces the internet and they tell much about a business
 * (Prometheus sends it by its {@code authorization} setting); on a management port of their own
 * they are open as health is.
 */
final class Paths {

    private static final String METRICS = "/actuator/prometheus";
    private static final RequestMatcher OPEN =
            new OrRequestMatcher(
                    path("/in/**"), path("/actuator/health/**"), path("/api/v1/health/**"));
    private static final RequestMatcher API = path("/api/**");
    private static final RequestMatcher PROMETHEUS = path(METRICS);

    private final Environment environment;

    Paths(Environment environment) {
        this.environment = environment;
    }

    boolean open(HttpServletRequest request) {
        return OPEN.matches(request) || (PROMETHEUS.matches(request) && onManagementPort(request));
    }

    boolean needKey(HttpServletRequest request) {
        return (API.matches(request) && !OPEN.matches(request))
                || (PROMETHEUS.matches(request) && !onManagementPort(request));
    }

    static boolean api(HttpServletRequest request) {
        return API.matches(request);
    }

    /** By the socket's own port, which no header can pretend. */
    private boolean onManagementPort(HttpServletRequest request) {
        return ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
                && !String.valueOf(request.getLocalPort())
                        .equals(environment.getProperty("local.server.port"));
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }
}
