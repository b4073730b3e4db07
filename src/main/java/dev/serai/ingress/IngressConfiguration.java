package dev.serai.ingress;

import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.answer.IngressListener;
import dev.serai.ingress.mapped.PostgresUnmapped;
import dev.serai.ingress.published.Publishing;
import dev.serai.ingress.record.Duplicates;
import dev.serai.ingress.record.PostgresRefused;
import dev.serai.ingress.record.Rejections;
import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.outbox.DedupeKeys;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.SharedRequests;
import dev.serai.parked.ParkedEvents;
import dev.serai.seal.Seal;
import dev.serai.tenant.Projects;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what takes events in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngressProperties.class)
class IngressConfiguration {

    @Bean
    InFlight inFlight(IngressProperties properties) {
        return new InFlight(properties.requestsMax(), properties.bytesMax().toBytes());
    }

    @Bean
    IngressLimits ingressLimits(IngressProperties properties) {
        return new IngressLimits(
                Math.toIntExact(properties.bodyMax().toBytes()), properties.batchMax());
    }

    @Bean
    PostgresUnmapped unmappedWebhooks(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            DedupeKeys dedupe,
            ParkedEvents parked,
            Ksuid ksuid,
            InstantSource clock) {
        return new PostgresUnmapped(
                jdbc, new TransactionTemplate(transactions), dedupe, parked, ksuid, clock);
    }

    /** A bean called "ingress" would be taken for the component of that name in a route's URI. */
    @Bean("webhookIngress")
    Ingress ingress(
            AppendMapped append,
            Conclude conclude,
            LearnedSecrets learned,
            IngressLimits limits,
            InstantSource clock) {
        return new Ingress(append, conclude, learned, limits, clock);
    }

    @Bean
    LearnedSecrets learnedSecrets(JdbcClient jdbc, Seal seal) {
        return new LearnedSecrets(jdbc, seal, new SecureRandom());
    }

    @Bean
    AppendMapped appendMapped(Outbox outbox, SharedRequests requests, Ksuid ksuid) {
        return new AppendMapped(outbox, requests, ksuid);
    }

    @Bean
    Conclude conclude(
            PostgresUnmapped unmapped,
            Rejections rejections,
            Duplicates duplicates,
            Ksuid ksuid,
            ObjectProvider<IngressListener> listener) {
        return new Conclude(unmapped, rejections, duplicates, ksuid, heard(listener));
    }

    @Bean
    ReplayUnmapped replayUnmapped(PostgresUnmapped unmapped, SourceRoutes routes) {
        return new ReplayUnmapped(unmapped, routes);
    }

    @Bean
    VouchedFor vouchedFor(SourceRoutes routes, Conclude conclude) {
        return new VouchedFor(routes, conclude);
    }

    @Bean
    AcceptRefused acceptRefused(
            PostgresRefused refused,
            AuditRecords audit,
            DedupeKeys dedupe,
            VouchedFor vouchedFor,
            PlatformTransactionManager transactions,
            Ksuid ksuid,
            InstantSource clock) {
        return new AcceptRefused(
                refused,
                vouchedFor,
                audit,
                new TransactionTemplate(transactions),
                dedupe.window(),
                ksuid,
                clock);
    }

    @Bean
    Publishing publishing(
            Outbox outbox,
            Projects projects,
            Ksuid ksuid,
            InstantSource clock,
            ObjectProvider<IngressListener> listener) {
        return new Publishing(outbox, projects, ksuid, clock, heard(listener));
    }

    private static IngressListener heard(ObjectProvider<IngressListener> listener) {
        return listener.getIfAvailable(() -> IngressListener.NOOP);
    }
}
