package dev.serai.api.route;

import dev.serai.access.Caller;
import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.Draft;
import dev.serai.route.edit.RouteHead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Says what is wrong with a draft of a route; it executes and stores nothing of it. */
@RestController
final class ValidateController {

    private final CheckRoute check;

    ValidateController(CheckRoute check) {
        this.check = check;
    }

    @PostMapping("/api/v1/route/validate")
    ValidationView validate(
            @AuthenticationPrincipal Caller caller,
            @RequestBody byte[] body,
            HttpServletRequest request) {
        EditRequest edit = EditRequest.withText(caller, request, body);
        return ValidationView.of(check.faults(draft(Objects.requireNonNull(edit.yaml()))));
    }

    /** It is taken for what it says it is; what says nothing has faults as a source has them. */
    private static Draft draft(String text) {
        try {
            RouteHead head = RouteHead.of(text);
            return new Draft(Draft.Kind.valueOf(head.kind().name()), head.name(), text);
        } catch (IllegalArgumentException e) {
            return new Draft(Draft.Kind.SOURCE, "", text);
        }
    }
}
