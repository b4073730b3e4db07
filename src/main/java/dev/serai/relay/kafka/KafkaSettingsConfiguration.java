package dev.serai.relay.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the settings of Kafka's clients, also when no Kafka is used: they are known settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaClientProperties.class)
class KafkaSettingsConfiguration {}
