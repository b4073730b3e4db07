package dev.serai.route.source;

import dev.serai.ingress.LearnedSecrets;
import dev.serai.route.connector.Connectors;
import dev.serai.route.deploy.Deployment;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.door.FrontDoor;
import dev.serai.signing.keys.KeySources;
import dev.serai.source.PostgresSources;
import dev.serai.tenant.Projects;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the sources of the API. */
@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {

    @Bean
    FollowSources followSources(
            PostgresSources store, RoutesInUse inUse, FrontDoor door, InstantSource clock) {
        return new FollowSources(store, inUse, door, clock);
    }

    @Bean
    Sources sources(FollowSources followed, RoutesInUse inUse, Connectors connectors) {
        return new Sources(followed, inUse, connectors);
    }

    @Bean
    TrialSources trialSources(
            CamelContext context,
            Deployment deployment,
            Projects projects,
            KeySources keys,
            LearnedSecrets learned) {
        return new TrialSources(context, deployment, projects, keys, learned);
    }
}
