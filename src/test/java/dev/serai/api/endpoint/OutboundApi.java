package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.api.event.ApiServer;
import dev.serai.api.event.PostgresEvents;
import dev.serai.api.message.MessageApi;
import dev.serai.delivery.Deliveries;
import dev.serai.delivery.TestHub;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.ingress.IngressLimits;
import dev.serai.outbox.Outbox;
import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.PostgresProjects;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbound API with its engine on a real database behind real HTTP. */
final class OutboundApi implements AutoCloseable {

    /** How large a message may be. */
    public static final int BODY_BYTES_MAX = 20_000;

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestHub hub;
    private final TestServer server;

    public OutboundApi(Duration... schedule) {
        hub = TestHub.on(database.dataSource(), schedule);
        server =
                TestServer.start(
                        this::register,
                        List.of(),
                        ErrorsAsProblems.class,
                        AppController.class,
                        EndpointController.class,
                        EndpointHeadersController.class,
                        MessageApi.class);
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
        context.registerBean(PostgresEvents.class, () -> new PostgresEvents(jdbc));
        context.registerBean(Outbox.class, hub::outbox);
        context.registerBean(IngressLimits.class, () -> new IngressLimits(BODY_BYTES_MAX, 3));
    }

    public TestHub hub() {
        return hub;
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
        hub.close();
        database.close();
    }

    /** A status and what came with it. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            return ApiServer.json(body);
        }

        String text(String field) {
            return json().path(field).asText();
        }
    }
}
