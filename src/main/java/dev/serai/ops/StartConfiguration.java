package dev.serai.ops;

import dev.serai.access.RootKey;
import dev.serai.ops.AnnounceStart.Servers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what is said at the start. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {

    @Bean
    AnnounceStart announceStart(
            Environment environment,
            Servers servers,
            RootKey rootKey,
            ObjectProvider<BuildProperties> build) {
        String version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("");
        boolean configured = !environment.getProperty("serai.api-key", "").isBlank();
        return new AnnounceStart(
                System.out,
                environment,
                "Serai " + version + " is ready.",
                servers,
                configured ? () -> "as configured" : rootKey::reveal);
    }

    @Bean
    Servers servers(
            HubProperties hub,
            KafkaProperties kafka,
            DatabaseProperties database,
            DatabaseConnection connection,
            EmbeddedServers embedded) {
        boolean keepsData = database.embedded() || kafka.isEmbedded();
        return new Servers(
                describe(kafka, embedded),
                DatabaseProperties.withoutQuery(connection.url())
                        + (database.embedded() ? " (embedded)" : ""),
                keepsData ? hub.folder().toString() : "none");
    }

    private static String describe(KafkaProperties kafka, EmbeddedServers servers) {
        if (kafka.isNone()) {
            return "none";
        }
        String topic = ", topic " + kafka.topic();
        return kafka.isEmbedded()
                ? servers.kafka().bootstrapServers() + topic + " (embedded)"
                : kafka.bootstrapServers() + topic;
    }
}
