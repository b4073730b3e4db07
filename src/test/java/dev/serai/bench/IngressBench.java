package dev.serai.bench;

import dev.serai.testing.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * From the front door to the disk: against a route of the same server that stores nothing, and
 * against one transaction per request.
 */
final class IngressBench {

    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 192;
    private static final int CONNECTIONS_PACED = 64;
    private static final Duration EACH = Duration.ofSeconds(8);
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final String PATH = "/in/razorpay";

    private IngressBench() {}

    public static void main(String[] arguments) {
        ToTheEnd.run(IngressBench::measure);
    }

    private static void measure() throws Exception {
        Report report = new Report("ingress", "Ingress: from the front door to the disk");
        Path routes = routesWithoutSinks();
        Map<String, String> settings =
                Map.of(
                        "serai.kafka.bootstrap-servers",
                        "none",
                        "serai.routes-dir",
                        routes.toString());
        try (Servers servers = new Servers();
                HubProcess grouped = servers.hub("grouped", settings).start().awaitReady();
                HubProcess single =
                        servers.hub(
                                        "single",
                                        with(
                                                settings,
                                                "serai.log.lanes",
                                                "16",
                                                "serai.log.batch-max",
                                                "1",
                                                "serai.database.append-connections",
                                                "16"))
                                .start()
                                .awaitReady();
                HubProcess nothing =
                        servers.hub("nothing", settings)
                                .mainClass(StoresNothing.class)
                                .start()
                                .awaitReady()) {
            warmUp(nothing, grouped, single);
            compare(report, nothing, grouped, single);
            report.say("");
            report.say(
                    "At 1,000/s, latency from when a request was due: %s",
                    new HttpLoad(grouped.uri(PATH), CONNECTIONS_PACED)
                            .atRate(Duration.ofSeconds(20), 1_000));
            memory(report, grouped);
        }
        report.write();
    }

    private static void warmUp(HubProcess... hubs) {
        for (int round = 0; round < 2; round++) {
            for (HubProcess hub : hubs) {
                new HttpLoad(hub.uri(PATH), CONNECTIONS).saturate(WARM_UP);
            }
        }
    }

    private static void compare(
            Report report, HubProcess nothing, HubProcess grouped, HubProcess single) {
        double[] none = new double[ROUNDS];
        double[] durable = new double[ROUNDS];
        double[] each = new double[ROUNDS];
        report.say(
                "%d connections, %d s each, %d rounds in turn, the same route in each hub:",
                CONNECTIONS, EACH.toSeconds(), ROUNDS);
        report.say("");
        report.say(
                "| round | a log that stores nothing | group commit | one transaction per request |");
        report.say("| --- | --- | --- | --- |");
        for (int round = 0; round < ROUNDS; round++) {
            none[round] = rate(nothing);
            durable[round] = rate(grouped);
            each[round] = rate(single);
            report.say(
                    "| %d | %.0f/s | %.0f/s | %.0f/s |",
                    round + 1, none[round], durable[round], each[round]);
        }
        report.say("");
        report.say(
                "Durable against storing nothing: **%.2f** (budget: at least 0.5). Against one"
                        + " transaction per request: **%.1f x** (budget: at least 3 x).",
                Report.median(durable) / Report.median(none),
                Report.median(durable) / Report.median(each));
    }

    private static double rate(HubProcess hub) {
        HttpLoad.Result result = new HttpLoad(hub.uri(PATH), CONNECTIONS).saturate(EACH);
        if (result.refused() > 0) {
            throw new IllegalStateException("refused " + result.refused());
        }
        return result.perSecond();
    }

    private static void memory(Report report, HubProcess hub) throws InterruptedException {
        AtomicLong most = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        Thread watcher =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        do {
                                            most.accumulateAndGet(
                                                    Servers.residentMiB(hub.pid()), Math::max);
                                        } while (!done.await(500, TimeUnit.MILLISECONDS));
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        HttpLoad.Result result =
                new HttpLoad(hub.uri(PATH), CONNECTIONS_PACED)
                        .atRate(Duration.ofSeconds(20), 5_000);
        done.countDown();
        watcher.join();
        report.say("");
        report.say(
                "At 5,000/s: %s; the hub's resident memory was at most %d MiB (budget: 500).",
                result, most.get());
    }

    /** The shipped connectors and sources, and no sink. */
    private static Path routesWithoutSinks() throws IOException {
        Path folder = Files.createTempDirectory("serai-routes");
        for (String part : new String[] {"connectors", "sources"}) {
            Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(Path.of("routes", part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        return folder;
    }

    private static Map<String, String> with(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
