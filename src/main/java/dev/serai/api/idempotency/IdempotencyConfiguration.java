package dev.serai.api.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sets the filter up. */
@Configuration(proxyBeanMethods = false)
final class IdempotencyConfiguration {

    /** The last one: behind the security filter chain and the limit of bodies. */
    @Bean
    FilterRegistrationBean<AnswerOnce> answerOnce(
            JdbcClient jdbc, TransactionOperations transactions, ObjectMapper json) {
        FilterRegistrationBean<AnswerOnce> registration =
                new FilterRegistrationBean<>(
                        new AnswerOnce(new PostgresAnswers(jdbc), transactions, json));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
