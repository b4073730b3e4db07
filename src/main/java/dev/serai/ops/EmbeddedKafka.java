package dev.serai.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this process, for a hub that was given none: one KRaft node, broker and
 * controller, on the loopback only. What it stores stays in its folder across restarts; after a
 * kill it recovers its logs. Needs the broker's jars, which the production jar does not carry.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** The port for {@link #start} that means any free one. */
    public static final int ANY_PORT = 0;

    static final String PORT_SETTING = "serai.kafka.embedded.port";

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private EmbeddedKafka(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param folder where it keeps its data; created and formatted when it is new
     * @param port the port it listens on at 127.0.0.1, or {@link #ANY_PORT}
     * @throws IllegalStateException if it cannot start, saying what to change when the port is
     *     taken
     */
    public static EmbeddedKafka start(Path folder, int port) {
        refuseBusyPort(port);
        KafkaConfig config = KafkaConfig.fromProps(EmbeddedKafkaSettings.of(folder, port), false);
        FormatKafkaFolder.format(folder);
        CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
        var stored = KafkaRaftServer.initializeLogDirs(config, LOGGER, "");
        SharedServer shared =
                new SharedServer(
                        config,
                        stored._1(),
                        Time.SYSTEM,
                        Server.initializeMetrics(
                                config, Time.SYSTEM, stored._1().clusterId().orElseThrow()),
                        voters,
                        List.of(),
                        // The standard ones halt the JVM, which here is the whole hub's.
                        (name, fatal, action) -> new LoggingFaultHandler(name, action));
        EmbeddedKafka kafka =
                new EmbeddedKafka(
                        new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2()),
                        new BrokerServer(shared));
        kafka.startUp(voters, port);
        return kafka;
    }

    /** What clients connect to: {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    /** The port it listens on. */
    public int port() {
        return broker.boundPort(ListenerName.normalised(EmbeddedKafkaSettings.LISTENER));
    }

    /** Stops it cleanly, so that its next start need not recover. */
    @Override
    public void close() {
        broker.shutdown(STOP_WITHIN);
        controller.shutdown();
    }

    private void startUp(
            CompletableFuture<Map<Integer, InetSocketAddress>> voters, int configuredPort) {
        controller
                .socketServerFirstBoundPortFuture()
                .thenAccept(bound -> voters.complete(Map.of(EmbeddedKafkaSettings.NODE, at(bound))))
                .exceptionally(
                        failure -> {
                            voters.completeExceptionally(failure);
                            return null;
                        });
        try {
            controller.startup();
            broker.startup();
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException(
                    "the embedded Kafka broker did not start at 127.0.0.1:" + configuredPort, e);
        }
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void refuseBusyPort(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(at(port));
        } catch (BindException e) {
            throw new IllegalStateException(
                    "port "
                            + port
                            + " is taken, so the embedded Kafka broker cannot listen on it: stop"
                            + " what uses it, set "
                            + PORT_SETTING
                            + " to another port (0 for any free one), or name a Kafka of yours in"
                            + " serai.kafka.bootstrap-servers",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
