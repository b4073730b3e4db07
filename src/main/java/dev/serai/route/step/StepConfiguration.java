package dev.serai.route.step;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.LearnedSecrets;
import dev.serai.route.door.RunningSources;
import dev.serai.signing.keys.KeySources;
import dev.serai.tenant.Projects;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the steps of sources' routes. */
@Configuration(proxyBeanMethods = false)
class StepConfiguration {

    @Bean
    KeySources keySources(InstantSource clock) {
        return KeySources.overHttps(clock);
    }

    @Bean("ingress-component")
    IngressComponent ingressComponent(
            Ingress ingress,
            Projects projects,
            IngressLimits limits,
            RunningSources running,
            KeySources keys,
            LearnedSecrets learned) {
        return new IngressComponent(ingress, projects, limits, running, keys, learned);
    }
}
