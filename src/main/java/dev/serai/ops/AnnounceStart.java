package dev.serai.ops;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Prints the start block. On the terminal and not through the log, since it may hold the key that
 * the hub made for itself; whoever collects logs as JSON gets no block.
 */
final class AnnounceStart implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    private final PrintStream out;
    private final Environment environment;
    private final String title;
    private final Servers servers;
    private final Supplier<String> key;
    private final AtomicBoolean printed = new AtomicBoolean();

    /**
     * What the block tells of.
     *
     * @param kafka where Kafka is and which topic, or that there is none
     * @param database the database's URL as it may be shown
     * @param data the data folder, or that there is none
     */
    record Servers(String kafka, String database, String data) {}

    /**
     * @param key what to say of the API key; may be the key
     */
    AnnounceStart(
            PrintStream out,
            Environment environment,
            String title,
            Servers servers,
            Supplier<String> key) {
        this.out = out;
        this.environment = environment;
        this.title = title;
        this.servers = servers;
        this.key = key;
    }

    /** Comes when all that is done at the start has been done, the routes included. */
    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> change) {
        boolean structured =
                !environment.getProperty("logging.structured.format.console", "").isEmpty();
        if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC
                && !structured
                && printed.compareAndSet(false, true)) {
            out.print(block());
        }
    }

    private StartBlock block() {
        String web = url("local.server.port");
        String management = url("local.management.port");
        return new StartBlock(title)
                .with("webhooks in", web + "/in/{source}")
                .with("API", web + "/api/v1")
                .with("live stream", web + "/api/v1/stream")
                .with("health", management + "/actuator/health")
                .with("Kafka", servers.kafka())
                .with("PostgreSQL", servers.database())
                .with("data", servers.data())
                .with("API key", key.get());
    }

    private String url(String portKey) {
        String web = environment.getProperty("local.server.port", "");
        return "http://localhost:" + environment.getProperty(portKey, web);
    }
}
