package dev.serai.ops;

import dev.serai.access.RootKey;
import java.io.PrintStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Prints the start block. On the terminal and not through the log, since it may hold the key that
 * the hub made for itself; whoever collects logs as JSON gets no block.
 */
final class AnnounceStart implements ApplicationListener<ApplicationReadyEvent> {

    private final PrintStream out;
    private final Servers servers;
    private final RootKey rootKey;

    /**
     * What the block tells of.
     *
     * @param kafka where Kafka is and which topic, or that there is none
     * @param database the database's URL as it may be shown
     * @param data the data folder, or that there is none
     */
    record Servers(String kafka, String database, String data) {}

    AnnounceStart(PrintStream out, Servers servers, RootKey rootKey) {
        this.out = out;
        this.servers = servers;
        this.rootKey = rootKey;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        String version =
                ready.getApplicationContext().getBeanProvider(BuildProperties.class).stream()
                        .map(BuildProperties::getVersion)
                        .findFirst()
                        .orElse("");
        if (environment.getProperty("logging.structured.format.console", "").isEmpty()) {
            out.print(block(environment, version));
        }
    }

    private StartBlock block(Environment environment, String version) {
        String web = url(environment, "local.server.port");
        String management = url(environment, "local.management.port");
        return new StartBlock("Serai " + version + " is ready.")
                .with("webhooks in", web + "/in/{source}")
                .with("API", web + "/api/v1")
                .with("live stream", web + "/api/v1/stream")
                .with("health", management + "/actuator/health")
                .with("Kafka", servers.kafka())
                .with("PostgreSQL", servers.database())
                .with("data", servers.data())
                .with("API key", key(environment));
    }

    private static String url(Environment environment, String portKey) {
        String port =
                environment.getProperty(portKey, environment.getProperty("local.server.port", ""));
        return "http://localhost:" + port;
    }

    private String key(Environment environment) {
        boolean configured = !environment.getProperty("serai.api-key", "").isBlank();
        return configured ? "as configured" : rootKey.reveal();
    }
}
