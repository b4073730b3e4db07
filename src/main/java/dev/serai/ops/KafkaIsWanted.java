package dev.serai.ops;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds unless the hub is told to run without Kafka. */
final class KafkaIsWanted implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String servers = context.getEnvironment().getProperty("serai.kafka.bootstrap-servers", "");
        return !KafkaProperties.isNone(servers);
    }
}
