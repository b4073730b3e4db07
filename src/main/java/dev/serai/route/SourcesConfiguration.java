package dev.serai.route;

import dev.serai.event.Ksuid;
import dev.serai.source.PostgresSources;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the connectors, the sources of the API and the samples that play their providers. */
@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {

    @Bean
    Connectors connectors(Deployment deployment) {
        return new Connectors(deployment);
    }

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
    SampleAnswers sampleAnswers() {
        return new SampleAnswers();
    }

    @Bean
    Samples samples(
            Connectors connectors,
            RunningSources running,
            OwnDoor door,
            SampleAnswers answers,
            InstantSource clock,
            Ksuid ksuid) {
        return new Samples(connectors, running, door, answers, clock, ksuid);
    }

    @Bean
    OwnDoor ownDoor(ServerProperties server, Environment environment) {
        return new OwnDoor(base(server, environment));
    }

    /** The port is known when the server runs. */
    private static Supplier<String> base(ServerProperties server, Environment environment) {
        boolean tls = server.getSsl() != null && server.getSsl().isEnabled();
        String host =
                server.getAddress() == null || server.getAddress().isAnyLocalAddress()
                        ? "127.0.0.1"
                        : server.getAddress().getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return () ->
                (tls ? "https://" : "http://")
                        + literal
                        + ":"
                        + environment.getProperty("local.server.port");
    }
}
