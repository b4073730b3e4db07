package dev.serai.reconcile;

import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.VouchedFor;
import dev.serai.outbox.DedupeKeys;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the reconciliation with providers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcileProperties.class)
class ReconcileConfiguration {

    @Bean
    Reconcile reconcile(
            ReconcileProperties properties,
            VouchedFor vouchedFor,
            JdbcClient jdbc,
            AuditRecords audit,
            DedupeKeys dedupe,
            Ksuid ksuid,
            InstantSource clock) {
        Map<String, Provider> providers =
                Map.of(
                        "stripe", new StripeEvents(properties.stripeUrl()),
                        "razorpay", new RazorpayLists(properties.razorpayUrl()),
                        "github", new GitHubDeliveries(properties.githubUrl()));
        return new Reconcile(
                providers,
                new LoggedEvents(jdbc),
                new TakeIn(vouchedFor, clock),
                audit,
                dedupe.window(),
                ksuid,
                clock);
    }
}
