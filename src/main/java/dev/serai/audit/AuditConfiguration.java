package dev.serai.audit;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the audit trail. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

    @Bean
    PostgresAudit auditRecords(JdbcClient jdbc) {
        return new PostgresAudit(jdbc);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TrimAudit trimAudit(PostgresAudit audit, AuditProperties properties, InstantSource clock) {
        return new TrimAudit(audit, properties.retention(), clock);
    }
}
