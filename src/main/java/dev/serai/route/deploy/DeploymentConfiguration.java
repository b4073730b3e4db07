package dev.serai.route.deploy;

import dev.serai.ingress.IngressLimits;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.door.RunningSources;
import dev.serai.route.secret.OwnSecrets;
import dev.serai.route.secret.Secrets;
import dev.serai.route.step.IngressComponent;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the files of routes and what is in use of them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutesProperties.class)
class DeploymentConfiguration {

    /** A Kamelet whose user is gone fails at once; by default it would wait half a minute. */
    @Bean
    ComponentCustomizer kameletsDoNotBlock() {
        return ComponentCustomizer.builder(KameletComponent.class)
                .build(component -> component.setBlock(false));
    }

    @Bean
    CamelContextConfiguration parametersOfRoutes(ObjectProvider<Deployment> deployment) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                bind(context, "kamelet", () -> deployment.getObject().kamelets().parameterNames());
                bind(context, "ingress", () -> IngressComponent.OPTIONS);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // The routes come later, when the whole hub is ready for them.
            }
        };
    }

    private static void bind(CamelContext context, String scheme, Supplier<Set<String>> names) {
        LiteralParameters parameters = new LiteralParameters(scheme, names);
        context.getRegistry().bind(scheme + "-parameters", parameters);
    }

    @Bean
    Deployment deployment(
            CamelContext context,
            FrontDoor door,
            OwnSecrets secrets,
            RunningSources sources,
            IngressLimits limits) {
        return new Deployment(context, door, secrets, sources, limits.bodyBytesMax());
    }

    @Bean
    RoutesInUse routesInUse(Deployment deployment, FrontDoor door, Secrets secrets) {
        return new RoutesInUse(deployment, door, secrets);
    }

    @Bean
    FollowFiles followFiles(RoutesProperties properties, RoutesInUse inUse, InstantSource clock) {
        return new FollowFiles(new RouteFiles(properties, clock), inUse);
    }
}
