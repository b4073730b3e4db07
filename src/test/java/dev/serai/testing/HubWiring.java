package dev.serai.testing;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * What every hub of a test has that takes webhooks: Camel, and the test's database. To be imported;
 * no stereotype, for the hub's own scan of packages must not find it.
 */
@ImportAutoConfiguration({
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    CamelAutoConfiguration.class
})
public class HubWiring {

    private static final String AROUND =
            "(audit\\.Audit|outbox\\.append\\.Append|outbox\\.reading\\.Reading|parked\\.Parked|tenant\\.Tenant|source\\.Source"
                    + "|seal\\.Seal|ingress\\.Ingress|ingress\\.record\\.Record";
    private static final String ROUTES =
            "|route\\.([a-z]+\\.)?(Guard|Door|Step|Secrets|Outlets|Version|Edit|Deployment"
                    + "|Connectors|Sources|Samples|Routes";
    private static final String PACKAGE = "dev\\.serai\\.";
    private static final String CONFIGURATION = "))Configuration";

    /** The configurations of all that webhooks go through, as a pattern for a scan. */
    public static final String INGRESS = PACKAGE + AROUND + ROUTES + CONFIGURATION;

    /** The same with the relay and sinks. */
    public static final String RELAY =
            PACKAGE + AROUND + "|relay\\.Relay" + ROUTES + "|Sink" + CONFIGURATION;

    @Bean
    @Primary
    DataSource dataSource(Environment environment) {
        return pool(environment);
    }

    @Bean
    DataSource appendDataSource(Environment environment) {
        return pool(environment);
    }

    private static HikariDataSource pool(Environment environment) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(environment.getRequiredProperty("test.database"));
        source.setMaximumPoolSize(6);
        source.setConnectionTimeout(
                environment.getProperty("test.connection-timeout", Long.class, 30_000L));
        return source;
    }
}
