package dev.serai.api.endpoint;

import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.secret.Credentials;
import dev.serai.tenant.Projects;
import org.springframework.http.ResponseEntity;

/** Finds endpoints for what their receivers ask for beside the signature, and keeps it. */
record EndpointCredentials(Projects projects, Endpoints endpoints) {

    Endpoint find(Caller caller, String app, String endpoint) {
        return Apps.endpoint(endpoints, new Apps(projects).get(caller, app).owner(), endpoint);
    }

    ResponseEntity<Void> store(Endpoint before, Credentials credentials) {
        endpoints
                .update(before, before.settings(), before.secrets().with(credentials))
                .orElseThrow(() -> Apps.notFound("endpoint"));
        return ResponseEntity.noContent().build();
    }
}
