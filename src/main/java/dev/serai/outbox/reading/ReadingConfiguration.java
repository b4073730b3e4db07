package dev.serai.outbox.reading;

import dev.serai.outbox.EventLog;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires what reads the log. */
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

    @Bean
    AppendSignal appendSignal() {
        return new AppendSignal();
    }

    @Bean
    @DependsOnDatabaseInitialization
    HubSignal hubSignal(DataSource dataSource, AppendSignal signal) {
        return new HubSignal(dataSource, signal);
    }

    @Bean
    @DependsOnDatabaseInitialization
    EventLog eventLog(JdbcTemplate jdbc, AppendSignal signal) {
        return new PostgresEventLog(jdbc, signal);
    }
}
