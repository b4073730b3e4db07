package dev.serai.api.bench;

import dev.serai.api.event.PostgresEvents;
import dev.serai.ingress.mapped.UnmappedWebhooks;
import dev.serai.ingress.record.RefusedRequests;
import dev.serai.route.bench.Bench;
import dev.serai.route.bench.LiveRoutes;
import dev.serai.route.sample.Samples;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what the bench reads from. */
@Configuration(proxyBeanMethods = false)
final class BenchApiConfiguration {

    @Bean
    ReadGiven readGiven(
            PostgresEvents events,
            RefusedRequests refused,
            UnmappedWebhooks unmapped,
            Samples samples,
            LiveRoutes routes,
            Bench bench) {
        return new ReadGiven(events, refused, unmapped, new SampleGiven(samples, routes, bench));
    }
}
