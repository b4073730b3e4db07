package dev.serai.ops;

import java.nio.file.Path;
import java.util.Properties;

/** How the embedded broker is set: one node, a small memory, quick to start. */
final class EmbeddedKafkaSettings {

    static final int NODE = 1;
    static final String LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** A webhook may be 1 MiB, a first-party event more; what is larger is parked. */
    static final int RECORD_BYTES_MAX = 8 * 1024 * 1024;

    /** The log cleaner's map of keys; Kafka's own default of 128 MiB is for big topics. */
    private static final int CLEANER_BYTES = 8 * 1024 * 1024;

    /**
     * After a kill the broker is let in again when its predecessor's session has run out, so this
     * is part of the time a restart takes.
     */
    private static final int SESSION_MILLIS = 3_000;

    private static final int HEARTBEAT_MILLIS = 1_000;

    private EmbeddedKafkaSettings() {}

    static Properties of(Path folder, int port) {
        Properties settings = new Properties();
        node(settings, folder, port);
        oneReplica(settings);
        small(settings);
        return settings;
    }

    private static void node(Properties settings, Path folder, int port) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("log.dirs", folder.toAbsolutePath().toString());
        String listener = LISTENER + "://127.0.0.1:" + port;
        // The controller takes any free port; the quorum of one learns which once it is bound.
        settings.put("listeners", listener + "," + CONTROLLER_LISTENER + "://127.0.0.1:0");
        settings.put("advertised.listeners", listener);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:0");
        settings.put("broker.session.timeout.ms", String.valueOf(SESSION_MILLIS));
        settings.put("broker.heartbeat.interval.ms", String.valueOf(HEARTBEAT_MILLIS));
    }

    private static void oneReplica(Properties settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Topics are made on purpose: a mistyped name must not become one.
        settings.put("auto.create.topics.enable", "false");
    }

    private static void small(Properties settings) {
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(CLEANER_BYTES));
        settings.put("message.max.bytes", String.valueOf(RECORD_BYTES_MAX));
        settings.put("replica.fetch.max.bytes", String.valueOf(RECORD_BYTES_MAX));
    }
}
