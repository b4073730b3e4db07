package dev.serai.ingress.record;

import dev.serai.event.Ksuid;
import dev.serai.ingress.answer.IngressListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what keeps records of requests. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

    @Bean(initMethod = "start")
    Rejections rejections(JdbcClient jdbc, Ksuid ksuid, ObjectProvider<IngressListener> listener) {
        return new Rejections(new PostgresRejections(jdbc), ksuid, heard(listener));
    }

    @Bean(initMethod = "start")
    Duplicates duplicates(JdbcClient jdbc, Ksuid ksuid, ObjectProvider<IngressListener> listener) {
        return new Duplicates(new PostgresDuplicates(jdbc), ksuid, heard(listener));
    }

    @Bean
    PostgresRefused refusedRequests(JdbcClient jdbc) {
        return new PostgresRefused(jdbc);
    }

    private static IngressListener heard(ObjectProvider<IngressListener> listener) {
        return listener.getIfAvailable(() -> IngressListener.NOOP);
    }
}
