package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.util.Optional;

/** {@code kamelet:} uses those of the hub, and none from elsewhere. */
final class KameletRule implements EndpointRule {

    @Override
    public Optional<Objection> judge(UriText uri, Allowed allowed) {
        return uri.options().containsKey("location")
                ? Optional.of(
                        new Objection(
                                "option_forbidden",
                                "a Kamelet is not read from elsewhere",
                                "leave location out; Kamelets are files in connectors/"))
                : Optional.empty();
    }
}
