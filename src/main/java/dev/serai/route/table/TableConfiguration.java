package dev.serai.route.table;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the component {@code jdbc:}. */
@Configuration(proxyBeanMethods = false)
class TableConfiguration {

    @Bean("jdbc-component")
    TableComponent tableComponent(DataSources sources) {
        return new TableComponent(sources);
    }
}
