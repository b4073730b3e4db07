package dev.serai.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the audit trail. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    PostgresAudit auditRecords(JdbcClient jdbc) {
        return new PostgresAudit(jdbc);
    }
}
