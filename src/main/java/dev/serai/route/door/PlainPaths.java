package dev.serai.route.door;

import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import dev.serai.problem.ProblemResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Sends away what the container would take for a source's path only after having mended it: {@code
 * //in/x}, {@code /%69n/x}; and what looks like a source's path and never is one: {@code /in//x},
 * {@code /in/x;a=b}. Spring's own filters answer such a path as if it were an attack.
 */
final class PlainPaths implements Filter {

    private static final String MENDED = FrontDoor.PATH.substring(0, FrontDoor.PATH.length() - 1);

    /** Segments that stand for nothing else than themselves. */
    private static final Pattern PLAIN =
            Pattern.compile(MENDED + "(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~:@!$&'()*+,=-]+)*/?");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String uri = http.getRequestURI();
        boolean meant = http.getServletPath().equals(MENDED) || uri.startsWith(FrontDoor.PATH);
        if (meant && !PLAIN.matcher(uri).matches()) {
            Refusal refusal =
                    Refusal.of(RefusalReason.SOURCE_UNKNOWN, "Nothing is taken in at this path.");
            ProblemResponse.write((HttpServletResponse) response, refusal.problem());
        } else {
            chain.doFilter(request, response);
        }
    }
}
