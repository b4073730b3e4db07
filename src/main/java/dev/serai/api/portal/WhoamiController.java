package dev.serai.api.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.access.Caller;
import dev.serai.access.Capability;
import dev.serai.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whose key was presented, and what it is good for. */
@RestController
final class WhoamiController {

    private static final String PATH = "/api/v1/auth/whoami";

    /**
     * Who it is.
     *
     * @param permissionSource as Svix names where a key is from
     * @param role {@code admin}, {@code viewer} or {@code portal}
     * @param appId the one app that there is for a portal
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String permissionSource,
            String tenant,
            String role,
            @Nullable String appId,
            @Nullable String sessionId,
            @Nullable List<String> capabilities,
            @Nullable List<String> featureFlags) {}

    @GetMapping({PATH, PATH + "/"})
    View whoami(@AuthenticationPrincipal Caller caller) {
        return switch (caller.role()) {
            case Role.Admin admin -> whole(caller, "admin");
            case Role.Viewer viewer -> whole(caller, "viewer");
            case Role.Portal portal ->
                    new View(
                            "SvixJwt",
                            caller.tenant().value(),
                            "portal",
                            portal.project().value(),
                            portal.session(),
                            portal.capabilities().stream().map(Capability::wire).sorted().toList(),
                            portal.featureFlags());
        };
    }

    private static View whole(Caller caller, String role) {
        return new View("GlobalAuthToken", caller.tenant().value(), role, null, null, null, null);
    }
}
