package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.ScriptedReceiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** All sinks of the documentation at one hub, as they stand, while their far ends come and go. */
class SinksIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SINKS = List.of("http", "slack", "mail", "lines", "payments");

    @TempDir Path folder;
    private final AtomicBoolean shopIsAway = new AtomicBoolean();
    private final Map<String, Instant> opens = new ConcurrentHashMap<>();
    private final AtomicInteger early = new AtomicInteger();
    private final List<Received> taken = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> sent = new LinkedHashMap<>();

    @Test
    void takeEverythingOnceAndInOrderAndWaitForWhatIsAway() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.setUser("disputes@example.com", "serai", "pa55word");
        mail.start();
        try (ScriptedReceiver shop = ScriptedReceiver.playing(this::shop);
                ScriptedReceiver slack = ScriptedReceiver.playing(ScriptedReceiver.answers(200));
                HubProcess hub = HubProcess.embedded(settings(shop, slack, mail))) {
            hub.start().awaitReady();
            Api api = new Api(hub);
            await().atMost(SOON).until(() -> allServed(api));
            sendSome(api, 0);
            send(api, "evt_failed", "order_0", "payment.failed");
            api.accepted("evt_dispute", body("order_0", "payment.dispute.created"));
            await().atMost(SOON).until(() -> taken.size() == 21);

            takeAway(hub);
            sendSome(api, 20);
            await().atMost(SOON).until(() -> isBackingOff(api, "http"));
            await().atMost(SOON).until(() -> isBackingOff(api, "payments"));
            bringBack(hub);
            await().atMost(SOON).until(() -> nothingWaits(api));

            assertThat(byOrder()).isEqualTo(sent);
            assertThat(early).as("calls before the time that Retry-After said").hasValue(0);
            assertThat(payments(hub)).isEqualTo(41);
            assertThat(ofLines(hub)).hasSize(42).doesNotHaveDuplicates();
            assertThat(slack.received()).hasSize(1);
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(api.json("/api/v1/parked").get("data")).isEmpty();
        } finally {
            mail.stop();
        }
    }

    private Map<String, String> settings(
            ScriptedReceiver shop, ScriptedReceiver slack, GreenMail mail) throws IOException {
        Path routes = folder.resolve("routes");
        copy("routes/connectors", routes.resolve("connectors"), "razorpay-source.kamelet.yaml");
        copy("routes/sources", routes.resolve("sources"), "razorpay.camel.yaml");
        for (String sink : SINKS) {
            copy("docs/sinks", routes.resolve("sinks"), sink + ".camel.yaml");
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("serai.routes-dir", routes.toString());
        settings.put("serai.kafka.bootstrap-servers", "none");
        settings.put("serai.secrets.http-url", shop.url("/in"));
        settings.put("serai.secrets.http-token", "token-of-the-shop");
        settings.put("serai.secrets.slack-url", slack.url("/services/T0/B0/XXXX"));
        settings.put("serai.secrets.mail-server", "127.0.0.1:" + mail.getSmtp().getPort());
        settings.put("serai.secrets.mail-user", "serai");
        settings.put("serai.secrets.mail-password", "pa55word");
        settings.put(
                "serai.data-sources.read-model.init-script",
                Path.of("docs/sinks/payments.sql").toAbsolutePath().toString());
        return settings;
    }

    private static void copy(String from, Path to, String name) throws IOException {
        Files.createDirectories(to);
        Files.copy(Path.of(from, name), to.resolve(name));
    }

    private void shop(Received request, ScriptedReceiver.Reply reply) throws IOException {
        Instant now = Instant.now();
        Instant from = opens.get(request.header("ce-partitionkey"));
        if (shopIsAway.get()) {
            reply.reset();
        } else if (from == null) {
            // At first it is busy, and says so in one of the two ways that there are.
            boolean first = opens.isEmpty();
            opens.put(request.header("ce-partitionkey"), now.plusSeconds(2));
            reply.send(first ? 429 : 503, Map.of("Retry-After", first ? "2" : date(now)), "");
        } else {
            early.addAndGet(now.isBefore(from) ? 1 : 0);
            taken.add(request);
            reply.send(200, Map.of(), "");
        }
    }

    /** Two seconds from now, or a little more: it has whole ones. */
    private static String date(Instant now) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                now.plusSeconds(3).atOffset(ZoneOffset.UTC));
    }

    private void sendSome(Api api, int first) {
        for (int i = first; i < first + 20; i++) {
            send(api, "evt_" + i, "order_" + i % 4, "payment.captured");
        }
    }

    private void send(Api api, String eventId, String order, String type) {
        String id = api.accepted(eventId, body(order, type).replace("pay_of_", "pay_" + eventId));
        sent.computeIfAbsent(order, key -> new ArrayList<>()).add(id);
    }

    private static String body(String order, String type) {
        return Razorpay.captured("pay_of_" + order, order).replace("payment.captured", type);
    }

    private Map<String, List<String>> byOrder() {
        Map<String, List<String>> orders = new HashMap<>();
        for (Received request : taken) {
            orders.computeIfAbsent(request.header("ce-partitionkey"), key -> new ArrayList<>())
                    .add(request.header("ce-id"));
        }
        return orders;
    }

    private void takeAway(HubProcess hub) throws IOException {
        shopIsAway.set(true);
        JdbcClient server = server(hub, "serai");
        server.sql("alter database read_model allow_connections false").update();
        server.sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = 'read_model'")
                .query()
                .listOfRows();
    }

    private void bringBack(HubProcess hub) throws IOException {
        shopIsAway.set(false);
        server(hub, "serai").sql("alter database read_model allow_connections true").update();
    }

    private static int payments(HubProcess hub) throws IOException {
        return server(hub, "read_model")
                .sql("select count(*) from payment")
                .query(Integer.class)
                .single();
    }

    private static JdbcClient server(HubProcess hub, String database) throws IOException {
        Path files = hub.dataFolder().resolve("postgres");
        return JdbcClient.create(
                new SimpleDriverDataSource(
                        new Driver(),
                        "jdbc:postgresql://127.0.0.1:"
                                + Files.readString(files.resolve("port"))
                                + "/"
                                + database,
                        "serai",
                        Files.readString(files.resolve("password")).strip()));
    }

    private static List<String> ofLines(HubProcess hub) throws IOException {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(hub.dataFolder().resolve("lines/events"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    ids.add(JSON.readTree(line).get("id").asText());
                }
            }
        }
        return ids;
    }

    private static boolean allServed(Api api) {
        return SINKS.stream().allMatch(sink -> shards(api, sink).count() == 16);
    }

    private static boolean isBackingOff(Api api, String sink) {
        return shards(api, sink)
                .anyMatch(shard -> shard.get("state").asText().equals("backing-off"));
    }

    private static boolean nothingWaits(Api api) {
        return SINKS.stream()
                .flatMap(sink -> shards(api, sink))
                .allMatch(shard -> shard.get("lag").asLong() == 0);
    }

    private static Stream<JsonNode> shards(Api api, String name) {
        List<JsonNode> shards = new ArrayList<>();
        for (JsonNode sink : api.json("/api/v1/sink").get("data")) {
            if (sink.get("name").asText().equals(name)) {
                sink.path("shards").forEach(shards::add);
            }
        }
        return shards.stream();
    }
}
