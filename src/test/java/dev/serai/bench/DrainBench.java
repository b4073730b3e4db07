package dev.serai.bench;

import dev.serai.event.Event;
import dev.serai.outbox.TestLog;
import dev.serai.testing.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A backlog in the log to one healthy endpoint, against the hub's HTTP client alone, which posts
 * the same data from memory to the same receiver. Each is a process of its own.
 */
final class DrainBench {

    private static final int EVENTS = Integer.getInteger("serai.bench.events", 60_000);
    private static final int ROUNDS = Integer.getInteger("serai.bench.rounds", 3);
    private static final int AHEAD_MAX = 2_000;
    private static final int DISTINCT = 5_000;

    /** How many fresh events an endpoint gets at the same time. */
    private static final int TOGETHER = 16;

    private static final Duration EACH_MAX = Duration.ofMinutes(2);
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");
    private static final String FILLED = "filled";

    private DrainBench() {}

    public static void main(String[] arguments) {
        ToTheEnd.run(
                () -> {
                    try (Servers servers = new Servers();
                            CountingReceiver receiver = new CountingReceiver()) {
                        run(servers, receiver);
                    }
                });
    }

    private static void run(Servers servers, CountingReceiver receiver) throws Exception {
        Report report = new Report("drain", "A backlog to one healthy endpoint");
        report.say(
                "%d events; the hub (-Xmx256m) reads, signs, posts and records each; the bare client"
                        + " posts the same data from memory, %d at a time as the hub does. Rates are"
                        + " those of the second half; %d rounds in turn.",
                EVENTS, TOGETHER, ROUNDS);
        report.say("");
        fill(servers, receiver.url());
        double[] bare = new double[ROUNDS];
        double[] hub = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = bare(receiver);
            String database = "drain" + round;
            servers.copy(FILLED, database);
            long transactions = servers.statements(database);
            hub[round] = drain(servers, receiver, database);
            report.say(
                    "- round %d: bare client %.0f/s, hub %.0f/s, %.3f SQL transactions per delivery",
                    round + 1,
                    bare[round],
                    hub[round],
                    (double) (servers.statements(database) - transactions) / EVENTS);
        }
        report.say("");
        report.say(
                "The hub against the bare client, medians: **%.2f**.",
                Report.median(hub) / Report.median(bare));
        report.write();
    }

    private static double bare(CountingReceiver receiver) throws Exception {
        Process process =
                new ProcessBuilder(
                                Stream.of(
                                                List.of(
                                                        ProcessHandle.current()
                                                                .info()
                                                                .command()
                                                                .orElse("java")),
                                                JVM,
                                                List.of(
                                                        "-cp",
                                                        System.getProperty("java.class.path"),
                                                        BareClient.class.getName(),
                                                        receiver.url(),
                                                        Integer.toString(EVENTS),
                                                        Integer.toString(TOGETHER)))
                                        .flatMap(List::stream)
                                        .toList())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return receiver.secondHalf(EVENTS, EACH_MAX);
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** A hub on a copy of the filled log. */
    private static double drain(Servers servers, CountingReceiver receiver, String database)
            throws Exception {
        Path routes = Files.createTempDirectory("serai-bench-routes");
        Path sinks = Files.createDirectories(routes.resolve("sinks"));
        Files.copy(
                Path.of("routes/sinks/webhooks.camel.yaml"), sinks.resolve("webhooks.camel.yaml"));
        Map<String, String> settings =
                Map.of(
                        "serai.kafka.bootstrap-servers",
                        "none",
                        "serai.routes-dir",
                        routes.toString());
        try (HubProcess hub = servers.hubOn(database, settings)) {
            hub.start();
            return receiver.secondHalf(EVENTS, EACH_MAX);
        }
    }

    private static void fill(Servers servers, String url) throws Exception {
        try (HubProcess migrates =
                servers.hub(FILLED, Map.of("serai.kafka.bootstrap-servers", "none"))) {
            migrates.start().awaitReady();
            DeliveryBench.endpoint(migrates, url);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(servers.url(FILLED));
        source.setUser(servers.username());
        source.setPassword(servers.password());
        List<Event> events = Stream.generate(new WebhookEvents(1)::next).limit(EVENTS).toList();
        try (TestLog log = TestLog.on(source)) {
            Semaphore ahead = new Semaphore(AHEAD_MAX);
            CountDownLatch done = new CountDownLatch(EVENTS);
            for (Event event : events) {
                ahead.acquire();
                log.appendAsync(event)
                        .whenComplete(
                                (appended, failure) -> {
                                    ahead.release();
                                    done.countDown();
                                });
            }
            if (!done.await(EACH_MAX.toMinutes(), TimeUnit.MINUTES)) {
                throw new IllegalStateException("the log is not filled in time");
            }
        }
        servers.vacuum(FILLED);
    }
}
