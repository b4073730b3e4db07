package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.util.Optional;

/** {@code platform-http:} opens paths of the front door. */
final class DoorRule implements EndpointRule {

    @Override
    public Optional<Objection> judge(UriText uri, Allowed allowed) {
        return uri.path().matches("/?in/[^/]+")
                ? Optional.empty()
                : Optional.of(
                        new Objection(
                                "path_forbidden",
                                "webhooks come in below /in/",
                                "write platform-http:/in/NAME"));
    }
}
