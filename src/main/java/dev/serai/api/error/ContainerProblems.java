package dev.serai.api.error;

import dev.serai.problem.ProblemResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with a problem what the servlet container refuses before any application sees it, such as
 * a path that cannot be decoded, in place of its page of HTML.
 */
final class ContainerProblems extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerProblems.class);

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        boolean answered = response.getContentWritten() > 0;
        if (response.getStatus() < 400 || answered || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemResponse.write(
                    response, MvcProblems.of(response.getStatus(), request.getRequestURI()));
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("a client that sent a malformed request did not wait for the answer", e);
        }
    }
}
