package dev.serai.route.sink;

import dev.serai.relay.kafka.KafkaTopics;
import dev.serai.route.fault.Failures;
import dev.serai.route.secret.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the components that sinks' routes are built of. */
@Configuration(proxyBeanMethods = false)
class SinkConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SinkConfiguration.class);
    private static final Duration HTTP_CONNECT = Duration.ofSeconds(5);
    private static final Duration HTTP_ANSWER = Duration.ofSeconds(30);

    @Bean("outbox-component")
    OutboxComponent outboxComponent(Outlets outlets, Secrets secrets, InstantSource clock) {
        return new OutboxComponent(outlets, new Failures(secrets::hide, clock));
    }

    /**
     * A server that hangs is an outage within seconds; Camel would wait for minutes. What failed is
     * tried again by the relay, which knows the order, and by nobody else.
     */
    @Bean
    ComponentCustomizer httpDoesNotHang() {
        return ComponentCustomizer.builder(HttpComponent.class)
                .build(
                        http -> {
                            http.setConnectTimeout(HTTP_CONNECT.toMillis());
                            http.setConnectionRequestTimeout(HTTP_CONNECT.toMillis());
                            http.setSoTimeout(HTTP_ANSWER.toMillis());
                            http.setResponseTimeout(HTTP_ANSWER.toMillis());
                            http.setAutomaticRetriesDisabled(true);
                            http.setRedirectHandlingDisabled(true);
                            http.setCookieManagementDisabled(true);
                        });
    }

    @Bean("park-component")
    ParkComponent parkComponent() {
        return new ParkComponent();
    }

    /** There even without Kafka, so that its route is understood; the route gets no events then. */
    @Bean("kafka-transaction-component")
    KafkaTransactionComponent kafkaTransactionComponent(ObjectProvider<KafkaTopics> topics) {
        return new KafkaTransactionComponent(
                topics.getIfAvailable(
                        () ->
                                topic ->
                                        LOG.debug(
                                                "Topic {} is not made: there is no Kafka", topic)));
    }
}
