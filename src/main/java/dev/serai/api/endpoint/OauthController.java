package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.secret.TokenClient;
import dev.serai.tenant.Projects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where an endpoint's access tokens come from. */
@RestController
final class OauthController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/oauth";

    private final Apps apps;
    private final Endpoints endpoints;
    private final AllowedUrls allowed;

    OauthController(Projects projects, Endpoints endpoints, AllowedUrls allowed) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.allowed = allowed;
    }

    @GetMapping({PATH, PATH + "/"})
    OauthView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        TokenClient client = find(caller, app, endpoint).secrets().credentials().tokens();
        if (client == null) {
            throw Apps.notFound("OAuth configuration");
        }
        return OauthView.of(client);
    }

    @PutMapping({PATH, PATH + "/"})
    ResponseEntity<Void> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return store(find(caller, app, endpoint), OauthFields.read(body, allowed));
    }

    @DeleteMapping({PATH, PATH + "/"})
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        return store(find(caller, app, endpoint), null);
    }

    private Endpoint find(Caller caller, String app, String endpoint) {
        endpoints.refresh();
        return endpoints
                .find(apps.get(caller, app).owner(), endpoint)
                .orElseThrow(() -> Apps.notFound("endpoint"));
    }

    private ResponseEntity<Void> store(Endpoint before, @Nullable TokenClient client) {
        endpoints
                .update(
                        before,
                        before.settings(),
                        before.secrets().with(before.secrets().credentials().withTokens(client)))
                .orElseThrow(() -> Apps.notFound("endpoint"));
        return ResponseEntity.noContent().build();
    }
}
