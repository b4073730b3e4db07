package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.secret.ClientIdentity;
import dev.serai.tenant.Projects;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The client certificate that an endpoint's connections are made with. */
@RestController
final class MtlsController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/mtls";
    private static final String IDENTITY = "identity";

    private final EndpointCredentials credentials;
    private final InstantSource clock;

    MtlsController(Projects projects, Endpoints endpoints, InstantSource clock) {
        this.credentials = new EndpointCredentials(projects, endpoints);
        this.clock = clock;
    }

    @GetMapping({PATH, PATH + "/"})
    Shown get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        ClientIdentity identity =
                credentials.find(caller, app, endpoint).secrets().credentials().identity();
        if (identity == null) {
            throw Apps.notFound("mTLS configuration");
        }
        return Shown.of(identity.open().certificate());
    }

    @PutMapping({PATH, PATH + "/"})
    ResponseEntity<Void> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        Endpoint before = credentials.find(caller, app, endpoint);
        String pem =
                Fields.of(body)
                        .known(Set.of(IDENTITY))
                        .requiredText(IDENTITY, ClientIdentity.LENGTH_MAX);
        ClientIdentity identity =
                Fields.read(
                        "/" + IDENTITY, pem, text -> ClientIdentity.checked(text, clock.instant()));
        if (!"https".equalsIgnoreCase(before.settings().url().uri().getScheme())) {
            throw Fields.wrong(
                    "/" + IDENTITY,
                    "would not be shown to anybody: the endpoint's URL does not begin with"
                            + " https://");
        }
        return credentials.store(before, before.secrets().credentials().withIdentity(identity));
    }

    @DeleteMapping({PATH, PATH + "/"})
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        Endpoint before = credentials.find(caller, app, endpoint);
        return credentials.store(before, before.secrets().credentials().withIdentity(null));
    }

    /** What is shown of it. */
    record Shown(String subject, String issuer, String serialNumber, Instant notAfter) {

        static Shown of(X509Certificate certificate) {
            return new Shown(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getSerialNumber().toString(16),
                    certificate.getNotAfter().toInstant());
        }
    }
}
