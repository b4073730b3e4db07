package dev.serai.route.sample;

import dev.serai.event.Ksuid;
import dev.serai.route.connector.Connectors;
import dev.serai.route.door.RunningSources;
import dev.serai.route.door.SampleAnswers;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the samples that play a source's provider. */
@Configuration(proxyBeanMethods = false)
class SamplesConfiguration {

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
