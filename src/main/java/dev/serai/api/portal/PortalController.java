package dev.serai.api.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.access.PortalTokens;
import dev.serai.access.PortalTokens.Grant;
import dev.serai.access.Role;
import dev.serai.api.Apps;
import dev.serai.api.endpoint.MakeApp;
import dev.serai.event.Ksuid;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Owner;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Project;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives out keys to the portal of an app, and ends them. */
@RestController
final class PortalController {

    private static final String ACCESS = "/api/v1/auth/app-portal-access/{app}";
    private static final String DASHBOARD = "/api/v1/auth/dashboard-access/{app}";
    private static final String EXPIRE = "/api/v1/auth/app/{app}/expire-all";
    private static final String LOGOUT = "/api/v1/auth/logout";

    private final Apps apps;
    private final MakeApp making;
    private final PortalTokens tokens;
    private final ObjectMapper json;

    PortalController(
            PostgresProjects projects,
            PortalTokens tokens,
            ObjectMapper json,
            InstantSource clock,
            Ksuid ksuid) {
        this.apps = new Apps(projects);
        this.making = new MakeApp(projects, clock, ksuid);
        this.tokens = tokens;
        this.json = json;
    }

    /** Where the portal is, with the key behind its #, which browsers send to nobody. */
    record View(String url, String token) {}

    @PostMapping({ACCESS, ACCESS + "/"})
    View access(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody(required = false) @Nullable JsonNode body) {
        PortalFields fields = PortalFields.ofAccess(body == null ? json.createObjectNode() : body);
        Grant grant =
                new Grant(
                        making.getOrMake(caller, app, fields.application()).owner(),
                        fields.capabilities(),
                        fields.featureFlags(),
                        fields.session());
        return view(grant.owner(), tokens.make(grant, fields.life()));
    }

    /** The older name. */
    @PostMapping({DASHBOARD, DASHBOARD + "/"})
    View dashboard(@AuthenticationPrincipal Caller caller, @PathVariable String app) {
        return access(caller, app, null);
    }

    private View view(Owner owner, String token) {
        String login =
                json.createObjectNode()
                        .put("appId", owner.project().value())
                        .put("oneTimeToken", token)
                        .toString();
        String url =
                ServletUriComponentsBuilder.fromCurrentContextPath().path("/portal").toUriString()
                        + "#key="
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return new View(url, token);
    }

    @PostMapping({EXPIRE, EXPIRE + "/"})
    ResponseEntity<Void> expireAll(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody(required = false) @Nullable JsonNode body) {
        PortalFields fields = PortalFields.ofExpiry(body == null ? json.createObjectNode() : body);
        Project project = apps.get(caller, app);
        tokens.endAll(project.owner(), fields.sessions(), fields.later());
        return ResponseEntity.noContent().build();
    }

    @PostMapping({LOGOUT, LOGOUT + "/"})
    ResponseEntity<Void> logout(@AuthenticationPrincipal Caller caller) {
        if (!(caller.role() instanceof Role.Portal portal)) {
            throw new ProblemException(
                    Problem.of(
                            400,
                            "not_a_portal_key",
                            "Not a portal's key",
                            "Only the key of a portal can be logged out."));
        }
        tokens.end(portal.key());
        return ResponseEntity.noContent().build();
    }
}
