package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.event.ApiServer;
import dev.serai.api.event.EventOutcomes;
import dev.serai.delivery.Deliveries;
import dev.serai.delivery.TestHub;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.delivery.standing.CountDeliveries;
import dev.serai.delivery.standing.Standings;
import dev.serai.ingress.IngressLimits;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.TestLog;
import dev.serai.parked.PostgresParkedEvents;
import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.PostgresProjects;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbound API with its engine on a real database behind real HTTP. */
public final class OutboundApi implements AutoCloseable {

    /** How large a message may be. */
    public static final int BODY_BYTES_MAX = 20_000;

    /** The key that sees and does not touch. */
    public static final String VIEWER = "sk_viewer";

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestHub hub;
    private final TestLog log = TestLog.on(database.dataSource());
    private final dev.serai.relay.TestHub relays;
    private final TestServer server;

    /** The parts of the hub that the outbound API is made of. No stereotype, as in TestServer. */
    @ComponentScan({
        "dev.serai.api.endpoint",
        "dev.serai.api.error",
        "dev.serai.api.eventtype",
        "dev.serai.api.idempotency",
        "dev.serai.api.message",
        "dev.serai.api.portal",
        "dev.serai.api.statistics",
        "dev.serai.api.task",
        "dev.serai.eventtype",
        "dev.serai.task"
    })
    static class Parts {}

    public OutboundApi(Duration... schedule) {
        hub = TestHub.on(database.dataSource(), schedule);
        relays = dev.serai.relay.TestHub.on(database.dataSource(), log.log(), "hub-a");
        server =
                TestServer.start(
                        this::register, List.of("serai.viewer-key=" + VIEWER), Parts.class);
    }

    private void register(GenericApplicationContext context) {
        PostgresProjects projects = new PostgresProjects(jdbc, new ObjectMapper());
        context.registerBean(PostgresProjects.class, () -> projects);
        context.registerBean(Endpoints.class, hub::endpoints);
        context.registerBean(Deliveries.class, hub::deliveries);
        context.registerBean(
                AllowedUrls.class,
                () -> new AllowedUrls(new AllowedAddresses(List.of("127.0.0.0/8"))));
        context.registerBean(PostgresAttempts.class, () -> new PostgresAttempts(jdbc));
        PostgresParkedEvents parked = new PostgresParkedEvents(jdbc, InstantSource.system());
        context.registerBean(
                EventOutcomes.class,
                () -> new EventOutcomes(parked, relays.relays(), hub.deliveries()::of));
        context.registerBean(JdbcClient.class, () -> jdbc);
        // Not the pool itself, which the context would close.
        context.registerBean(
                DataSource.class, () -> new DelegatingDataSource(database.dataSource()));
        context.registerBean(
                TransactionOperations.class,
                () -> new TransactionTemplate(new JdbcTransactionManager(database.dataSource())));
        context.registerBean(Standings.class, () -> new Standings(jdbc));
        context.registerBean(CountDeliveries.class, () -> new CountDeliveries(jdbc));
        context.registerBean(Outbox.class, hub::outbox);
        context.registerBean(IngressLimits.class, () -> new IngressLimits(BODY_BYTES_MAX, 3));
    }

    public TestHub hub() {
        return hub;
    }

    /** Where the API is, and with which key. */
    public String url() {
        return server.uri("").toString();
    }

    /** Asks with a key of the caller's. */
    public Answer ask(String key, String method, String path, String body) {
        HttpResponse<String> response =
                server.send(
                        HttpRequest.newBuilder(server.uri(path))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        return new Answer(response.statusCode(), response.body(), response);
    }

    /** The server itself. */
    public TestServer server() {
        return server;
    }

    /** Sends JSON with the root key. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                server.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = server.send(request);
        return new Answer(response.statusCode(), response.body(), response);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    @Override
    public void close() {
        server.close();
        relays.close();
        log.close();
        hub.close();
        database.close();
    }

    /** A status and what came with it. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return ApiServer.json(body);
        }

        public String text(String field) {
            return json().path(field).asText();
        }
    }
}
