package dev.serai.route.deploy;

import dev.serai.route.check.InUse;
import dev.serai.route.secret.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;

/** What there is in this hub, for those who judge drafts. */
final class WhatIsInUse implements InUse {

    private final Secrets secrets;
    private final ObjectProvider<Deployment> deployment;
    private final ObjectProvider<RoutesInUse> routes;

    /** These ask for it, so it asks for them only when it is asked itself. */
    WhatIsInUse(
            Secrets secrets,
            ObjectProvider<Deployment> deployment,
            ObjectProvider<RoutesInUse> routes) {
        this.secrets = secrets;
        this.deployment = deployment;
        this.routes = routes;
    }

    @Override
    public Optional<Map<String, Asked>> kamelet(String name) {
        return deployment.getObject().kamelets().find(name).map(WhatIsInUse::asked);
    }

    private static Map<String, Asked> asked(Kamelet kamelet) {
        Map<String, Asked> asked = new TreeMap<>();
        kamelet.parameters()
                .forEach(
                        (name, one) ->
                                asked.put(
                                        name,
                                        new Asked(
                                                one.required(),
                                                one.pattern() == null
                                                        ? null
                                                        : one.pattern().pattern(),
                                                one.allowed(),
                                                one.secret())));
        return asked;
    }

    @Override
    public boolean hasSecret(String name) {
        return secrets.has(name);
    }

    @Override
    public Optional<String> ownerOfDoor(String name) {
        return routes.getObject().sourceInUse(name);
    }
}
