package dev.serai.route.door;

import dev.serai.problem.Problem;
import dev.serai.problem.ProblemResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends away what the container would take for a source's path only after having mended it: {@code
 * //in/x}, {@code /%69n/x}. Spring's own filters fail on such a path, loudly.
 */
final class PlainPaths implements Filter {

    private static final String MENDED = FrontDoor.PATH.substring(0, FrontDoor.PATH.length() - 1);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String uri = http.getRequestURI();
        boolean plain = uri.equals(MENDED) || uri.startsWith(FrontDoor.PATH);
        if (http.getServletPath().equals(MENDED) && !plain) {
            ProblemResponse.write(
                    (HttpServletResponse) response,
                    Problem.of(404, "not_found", "Not found", "There is no such path."));
        } else {
            chain.doFilter(request, response);
        }
    }
}
