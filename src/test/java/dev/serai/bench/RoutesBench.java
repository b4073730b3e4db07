package dev.serai.bench;

import dev.serai.e2e.Ledger;
import dev.serai.e2e.Load;
import dev.serai.e2e.RouteEditor;
import dev.serai.testing.HubProcess;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.KeptConnection;
import dev.serai.testing.Razorpay;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What it takes to judge, edit and load routes, idle and beside webhooks. */
final class RoutesBench {

    private static final int VALIDATIONS = 300;
    private static final int WARM_UP = 50;
    private static final int LINES = 200;
    private static final int TIMED_EDITS = 60;
    private static final int EDITS = Integer.getInteger("serai.edits", 200);
    private static final int RATE = Integer.getInteger("serai.rate", 1_000);
    private static final int RATE_BESIDE = 500;
    private static final int SENDERS = 64;
    private static final long EDIT_EVERY =
            TimeUnit.MILLISECONDS.toNanos(Integer.getInteger("serai.pause", 700));
    private static final int ROUTES = 100;
    private static final int VERSIONS = 20;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Set<String> PARTS =
            Set.of(System.getProperty("serai.parts", "validate,edit,load,start").split(","));

    private final Report report =
            new Report("routes", "Routes: judged, edited at two hubs, and loaded at the start");
    private final Servers servers;

    private RoutesBench(Servers servers) {
        this.servers = servers;
    }

    public static void main(String[] arguments) {
        ToTheEnd.run(
                () -> {
                    try (Servers servers = new Servers()) {
                        RoutesBench bench = new RoutesBench(servers);
                        bench.run();
                        bench.report.write();
                    }
                });
    }

    private void run() throws Exception {
        report.say(
                "Two hubs (256 MB heap each), PostgreSQL, Kafka and the senders share the machine.");
        report.say("");
        try (HubProcess one = servers.hub("edited", Map.of()).start().awaitReady();
                HubProcess two = servers.hubOn("edited", Map.of()).start().awaitReady()) {
            if (PARTS.contains("validate")) {
                validate(one);
            }
            if (PARTS.contains("edit")) {
                edit(one, two, 0);
                edit(one, two, RATE_BESIDE);
            }
            if (PARTS.contains("load")) {
                editUnderLoad(one, two);
            }
        }
        if (PARTS.contains("start")) {
            startWithMany();
        }
    }

    private void validate(HubProcess hub) throws IOException {
        String text = sink();
        Latencies took = new Latencies(VALIDATIONS);
        for (int i = -WARM_UP; i < VALIDATIONS; i++) {
            long begun = System.nanoTime();
            HttpResponse<String> answer = yaml(hub, "POST", "validate", text);
            long duration = System.nanoTime() - begun;
            check(answer.statusCode() == 200 && answer.body().contains("true"), answer.body());
            if (i == -WARM_UP) {
                report.say("- the first `POST /route/validate`: %.0f ms", duration / 1e6);
            } else if (i >= 0) {
                took.add(duration);
            }
        }
        report.say(
                "- `POST /route/validate` of a sink of %d lines, %d times: %s (budget: under 300"
                        + " ms)",
                text.lines().count(), VALIDATIONS, took);
    }

    /** A sink with a choice of many ways, each mapped by jq. */
    private static String sink() {
        String head =
                """
                - route:
                    id: long
                    from:
                      uri: outbox:long
                      steps:
                        - choice:
                            when:
                """;
        String way =
                """
                              - simple: "${header.ce_type} == 'shop.order.n%d'"
                                steps:
                                  - setBody:
                                      jq:
                                        expression: '{n: %d, of: .payload.payment.entity.id}'
                                  - setHeader:
                                      name: number
                                      constant: "%d"
                                  - to: log:n%d
                """;
        int ways = (LINES - (int) head.lines().count()) / (int) way.lines().count();
        return head
                + IntStream.rangeClosed(1, ways)
                        .mapToObj(n -> way.formatted(n, n, n, n))
                        .collect(Collectors.joining());
    }

    /** Until a webhook at either hub is answered as the new version says. */
    private void edit(HubProcess one, HubProcess two, int beside) throws Exception {
        Latencies answered = new Latencies(TIMED_EDITS);
        Latencies used = new Latencies(TIMED_EDITS);
        Duration most = Duration.ofMinutes(2);
        Load load =
                beside == 0
                        ? null
                        : new Load(List.of(one, two), "order_" + beside, new Ledger(), 16, beside);
        long begunAll = System.nanoTime();
        try (load;
                KeptConnection atOne = new KeptConnection(one.uri("/"));
                KeptConnection atTwo = new KeptConnection(two.uri("/"))) {
            yaml(one, "PUT", "probe", probe("warm-up"));
            for (int i = 0; i < TIMED_EDITS; i++) {
                check(System.nanoTime() - begunAll < most.toNanos(), "took too long");
                String mark = "edit-" + beside + "-" + i;
                boolean first = i % 2 == 0;
                long begun = System.nanoTime();
                HttpResponse<String> answer = yaml(first ? one : two, "PUT", "probe", probe(mark));
                check(answer.statusCode() / 100 == 2, answer.body());
                answered.add(System.nanoTime() - begun);
                awaitAnswer(first ? atOne : atTwo, mark, begun);
                awaitAnswer(first ? atTwo : atOne, mark, begun);
                used.add(System.nanoTime() - begun);
            }
        }
        String how = beside == 0 ? "idle" : "beside webhooks (" + beside + "/s wanted)";
        report.say("- %d edits, %s, until `PUT` is answered: %s", TIMED_EDITS, how, answered);
        report.say(
                "- until both hubs answer webhooks by the new version: %s (budget: under 2 s)",
                used);
    }

    private static void awaitAnswer(KeptConnection hub, String mark, long begun)
            throws IOException {
        // Always the same webhook: a copy stores nothing.
        byte[] webhook =
                KeptConnection.razorpay(
                        "/in/probe", "evt_probe", Razorpay.captured("pay_probe", "order_probe"));
        while (!hub.send(webhook).body().equals(mark)) {
            check(System.nanoTime() - begun < SOON.toNanos(), "no hub answers " + mark);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static String probe(String mark) {
        return """
        - route:
            id: probe
            from:
              uri: kamelet:razorpay-source
              parameters: {source: probe, secret: "{{secret:razorpay}}"}
              steps:
                - to: {uri: "ingress:answer", parameters: {body: "%s"}}
                - to: ingress:append
        """
                .formatted(mark);
    }

    /** Edits of all kinds at both hubs; what was accepted is held against Kafka. */
    private void editUnderLoad(HubProcess one, HubProcess two) throws Exception {
        long seed = System.nanoTime();
        Ledger ledger = new Ledger();
        RouteEditor editor = new RouteEditor(List.of(one, two), new Random(seed));
        editor.learn();
        try (KafkaReader records = new KafkaReader(servers.bootstrapServers(), "serai.events")) {
            report.say(
                    "- %.0f webhooks/s (%d wanted) while nothing is edited",
                    withoutEdits(one, two, ledger), RATE);
            int earlier = ledger.count();
            Latencies converged = new Latencies(EDITS);
            Load load = new Load(List.of(one, two), "order_Edits", ledger, SENDERS, RATE);
            long begun = System.nanoTime();
            Duration[] before = cpu(one, two);
            Duration[] after;
            try (load) {
                for (int editing = 0; editing < EDITS; editing++) {
                    LockSupport.parkNanos(begun + editing * EDIT_EVERY - System.nanoTime());
                    editor.edit(editing);
                    if (editing % 10 == 9) {
                        converged.add(untilLive(editor));
                    }
                }
                after = cpu(one, two);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            check(load.unavailable() == 0 && load.unexpected() == 0, "a webhook was refused");
            long until = System.nanoTime() + SOON.toNanos();
            while (!ledger.allIn(records)) {
                check(System.nanoTime() < until, "an accepted webhook is not in Kafka");
                LockSupport.parkNanos(100 * PAUSE);
            }
            ledger.assertExactlyOnceAndInOrder(records);
            report.say(
                    "- %d edits (%s) in %.0f s beside %.0f webhooks/s (%d wanted): %d accepted, 0"
                            + " refused, all of them in Kafka once and in order; from an edit's answer"
                            + " until both hubs tell its version: %s; seed %d",
                    EDITS,
                    editor.done(),
                    seconds,
                    (ledger.count() - earlier) / seconds,
                    RATE,
                    ledger.count() - earlier,
                    converged,
                    seed);
            report.say(
                    "- meanwhile the hubs used %.2f and %.2f cores, the senders and Kafka %.2f,"
                            + " PostgreSQL %.2f",
                    cores(before[0], after[0], seconds),
                    cores(before[1], after[1], seconds),
                    cores(before[2], after[2], seconds),
                    cores(before[3], after[3], seconds));
        }
    }

    private static double withoutEdits(HubProcess one, HubProcess two, Ledger ledger) {
        // The first seconds warm up.
        new Load(List.of(one, two), "order_Warm", ledger, SENDERS, RATE)
                .runFor(Duration.ofSeconds(20));
        int before = ledger.count();
        long begun = System.nanoTime();
        new Load(List.of(one, two), "order_Calm", ledger, SENDERS, RATE)
                .runFor(Duration.ofSeconds(20));
        return (ledger.count() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    /** Of the hubs, of this process, and of what PostgreSQL runs in. */
    private static Duration[] cpu(HubProcess one, HubProcess two) {
        Duration postgres =
                ProcessHandle.allProcesses()
                        .map(ProcessHandle::info)
                        .filter(info -> info.command().orElse("").endsWith("/postgres"))
                        .map(info -> info.totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus);
        return new Duration[] {
            cpu(one.pid()), cpu(two.pid()), cpu(ProcessHandle.current().pid()), postgres
        };
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double cores(Duration before, Duration after, double seconds) {
        return after.minus(before).toMillis() / 1e3 / seconds;
    }

    private static long untilLive(RouteEditor editor) {
        long begun = System.nanoTime();
        for (String route : RouteEditor.ROUTES) {
            while (!editor.isLiveOnBoth(route)) {
                check(System.nanoTime() - begun < SOON.toNanos(), route + " does not converge");
                LockSupport.parkNanos(4 * PAUSE);
            }
        }
        return System.nanoTime() - begun;
    }

    private void startWithMany() throws Exception {
        try (HubProcess hub = servers.hub("many", Map.of())) {
            hub.start().awaitReady();
            hub.stop();
            fill();
            report.say("");
            for (int round = 0; round < 3; round++) {
                long begun = System.nanoTime();
                hub.start().awaitReady();
                String body = Razorpay.captured("pay_" + round, "order_" + round);
                int status = 0;
                while (status != 200) {
                    String path = "/in/shop-" + (ROUTES - 1);
                    status =
                            hub.send(Razorpay.webhook(hub.uri(path), "evt_" + round, body))
                                    .statusCode();
                }
                report.say(
                        "- start with %d sources of %d versions each in the store, to the first"
                                + " accepted webhook: %.1f s (budget: under 15 s)",
                        ROUTES, VERSIONS, (System.nanoTime() - begun) / 1e9);
                hub.stop();
            }
        }
    }

    /** As edits would have left them. */
    private void fill() throws Exception {
        String text =
                Files.readString(Path.of("routes/sources/razorpay.camel.yaml"))
                        .replaceAll("razorpay-previous", "none")
                        .replace("id: razorpay", "id: NAME")
                        .replace("source: razorpay", "source: NAME");
        try (Connection connection = servers.connect("many");
                PreparedStatement routes =
                        connection.prepareStatement(
                                """
                                insert into serai.route (name, kind, version, latest, revision)
                                select 'shop-' || n, 'source', ?, ?, 1
                                from generate_series(0, ? - 1) n
                                """);
                PreparedStatement versions =
                        connection.prepareStatement(
                                """
                                insert into serai.route_version
                                    (name, version, kind, text, origin, author, comment, at)
                                select 'shop-' || n, v, 'source',
                                    replace(?, 'NAME', 'shop-' || n) || '# version ' || v,
                                    'api', 'bench', '', now()
                                from generate_series(0, ? - 1) n, generate_series(1, ?) v
                                """)) {
            connection.setAutoCommit(false);
            versions.setString(1, text + "\n");
            versions.setInt(2, ROUTES);
            versions.setInt(3, VERSIONS);
            routes.setInt(1, VERSIONS);
            routes.setInt(2, VERSIONS);
            routes.setInt(3, ROUTES);
            routes.executeUpdate();
            versions.executeUpdate();
            connection.commit();
        }
    }

    private static HttpResponse<String> yaml(
            HubProcess hub, String method, String path, String text) throws IOException {
        return hub.send(
                HttpRequest.newBuilder(hub.uri("/api/v1/route/" + path))
                        .header("Content-Type", "application/yaml")
                        .method(method, BodyPublishers.ofString(text)));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
