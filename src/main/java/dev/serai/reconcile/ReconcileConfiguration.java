package dev.serai.reconcile;

import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.VouchedFor;
import dev.serai.outbox.DedupeKeys;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reconciliation with providers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcileProperties.class)
class ReconcileConfiguration {

    @Bean
    Reconcile reconcile(
            ReconcileProperties properties,
            VouchedFor vouchedFor,
            AuditRecords audit,
            DedupeKeys dedupe,
            Ksuid ksuid,
            InstantSource clock) {
        return new Reconcile(
                new StripeEvents(properties.stripeUrl()),
                vouchedFor,
                audit,
                dedupe.window(),
                ksuid,
                clock);
    }
}
