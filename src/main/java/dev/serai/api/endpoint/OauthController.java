package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.secret.TokenClient;
import dev.serai.tenant.Projects;
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

    private final EndpointCredentials credentials;
    private final AllowedUrls allowed;

    OauthController(Projects projects, Endpoints endpoints, AllowedUrls allowed) {
        this.credentials = new EndpointCredentials(projects, endpoints);
        this.allowed = allowed;
    }

    @GetMapping({PATH, PATH + "/"})
    OauthView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        TokenClient client =
                credentials.find(caller, app, endpoint).secrets().credentials().tokens();
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
        Endpoint before = credentials.find(caller, app, endpoint);
        TokenClient client = OauthFields.read(body, allowed);
        return credentials.store(before, before.secrets().credentials().withTokens(client));
    }

    @DeleteMapping({PATH, PATH + "/"})
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        Endpoint before = credentials.find(caller, app, endpoint);
        return credentials.store(before, before.secrets().credentials().withTokens(null));
    }
}
