package dev.serai.api.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.api.event.ApiServer;
import dev.serai.api.sink.CursorController;
import dev.serai.testing.HubWiring;
import dev.serai.testing.Razorpay;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub with routes, its front door and its relay: real HTTP, real Camel, real PostgreSQL. */
final class RouteServer implements AutoCloseable {

    static final String SECRET = "a-secret-of-some-length";

    private final TestServer server;

    private RouteServer(TestServer server) {
        this.server = server;
    }

    static RouteServer start(TestDatabase database, Path routes, String... properties) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "test.database=" + database.url(),
                                "serai.routes-dir=" + routes,
                                "serai.routes.allowed-components=collect",
                                "serai.secrets.shop=" + SECRET));
        all.addAll(List.of(properties));
        return new RouteServer(
                TestServer.start(
                        context -> {},
                        all,
                        Hub.class,
                        RouteController.class,
                        VersionController.class,
                        RouteStateController.class,
                        ValidateController.class,
                        CursorController.class,
                        ErrorsAsProblems.class));
    }

    TestServer http() {
        return server;
    }

    List<String> collected() {
        return server.bean(CollectComponent.class).collected();
    }

    HttpResponse<String> put(String name, String yaml, String... headers) {
        HttpRequest.Builder request =
                server.request("/api/v1/route/" + name)
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(yaml));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request);
    }

    /** What an edit that is fine is answered with. */
    JsonNode edited(String name, String yaml) {
        HttpResponse<String> answer = put(name, yaml);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return ApiServer.json(answer.body());
    }

    /** What is wrong with an edit. */
    JsonNode refused(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return ApiServer.json(answer.body());
    }

    JsonNode get(String path) {
        return refused(200, server.get(("/api/v1/route/" + path).replaceFirst("/($|\\?)", "$1")));
    }

    HttpResponse<String> post(String path, String json) {
        return server.post("/api/v1/route/" + path, json);
    }

    HttpResponse<String> delete(String path) {
        return server.send(server.request("/api/v1/route/" + path).DELETE());
    }

    /** The status that a webhook is answered with. */
    int send(String source, String body) {
        return sent(source, body).statusCode();
    }

    HttpResponse<String> sent(String source, String body) {
        return server.send(
                HttpRequest.newBuilder(server.uri("/in/" + source))
                        .header("Content-Type", "application/json")
                        .header(
                                "X-Razorpay-Signature",
                                Razorpay.sign(SECRET, body.getBytes(StandardCharsets.UTF_8)))
                        .header("x-razorpay-event-id", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        server.close();
    }

    /** No stereotype: the hub's own scan of packages must not find it. */
    @Import(HubWiring.class)
    @ComponentScan(
            basePackages = "dev.serai",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = HubWiring.RELAY))
    static class Hub {

        @Bean("collect-component")
        CollectComponent collectComponent() {
            return new CollectComponent();
        }
    }

    JdbcClient jdbc() {
        return JdbcClient.create(server.bean(DataSource.class));
    }
}
