package dev.serai.route;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.IngressLimits;
import dev.serai.tenant.Projects;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code ingress:verify} and {@code ingress:append}: what a source's route does with a webhook.
 * Verifying ends the route for one that is not its sender's; appending returns when it is durable.
 */
final class IngressComponent extends DefaultComponent {

    private final Ingress ingress;
    private final Projects projects;
    private final IngressLimits limits;

    IngressComponent(Ingress ingress, Projects projects, IngressLimits limits) {
        this.ingress = ingress;
        this.projects = projects;
        this.limits = limits;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String what, Map<String, Object> parameters) {
        return switch (what) {
            case "verify" ->
                    new VerifyEndpoint(
                            uri,
                            this,
                            ingress,
                            new SourceOptions(getCamelContext(), parameters).source(projects));
            case "append" -> new AppendEndpoint(uri, this, ingress, limits.bodyBytesMax());
            default ->
                    throw new IllegalArgumentException(
                            "there is ingress:verify and ingress:append, no ingress:" + what);
        };
    }
}
