package dev.serai.api.error;

import dev.serai.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with a problem where the servlet container itself refuses, in place of its HTML. */
@RestController
final class ErrorPage implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    @Nullable ResponseEntity<Problem> error(
            HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // Half an answer has gone out; a problem behind it would be taken for a part of it.
            return null;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Problem problem =
                MvcProblems.of(
                        status instanceof Integer code ? code : 404,
                        uri instanceof String text ? text : null);
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
