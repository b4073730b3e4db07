package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.api.event.ApiServer;
import dev.serai.testing.HubWiring;
import dev.serai.testing.Razorpay;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API of sources with the front door behind it: real HTTP, real Camel, real PostgreSQL. */
public final class SourceServer implements AutoCloseable {

    private final TestDatabase database;
    private final boolean isFirst;
    private final TestServer server;

    private SourceServer(TestDatabase database, boolean isFirst, TestServer server) {
        this.database = database;
        this.isFirst = isFirst;
        this.server = server;
    }

    /** A hub with a folder of routes, which the shipped connectors for any sender are copied to. */
    public static SourceServer start(Path routes, String... properties) {
        return start(TestDatabase.migrated(), true, routes, List.of(), properties);
    }

    /** The same with more of the hub than sources. */
    public static SourceServer startWith(List<Class<?>> more, Path routes, String... properties) {
        return start(TestDatabase.migrated(), true, routes, more, properties);
    }

    /** Another hub on the same database. */
    public SourceServer another(Path routes, String... properties) {
        return start(database, false, routes, List.of(), properties);
    }

    private static SourceServer start(
            TestDatabase database,
            boolean isFirst,
            Path routes,
            List<Class<?>> more,
            String... properties) {
        List<Class<?>> classes =
                new java.util.ArrayList<>(
                        List.of(
                                Hub.class,
                                SourceController.class,
                                ConnectorController.class,
                                SampleController.class,
                                LearnedSecretController.class,
                                ErrorsAsProblems.class));
        classes.addAll(more);
        copyConnector("meta", routes);
        copyConnector("razorpay", routes);
        copyConnector("webhook", routes);
        List<String> all =
                new java.util.ArrayList<>(
                        List.of("test.database=" + database.url(), "serai.routes-dir=" + routes));
        all.addAll(List.of(properties));
        return new SourceServer(
                database,
                isFirst,
                TestServer.start(context -> {}, all, classes.toArray(Class<?>[]::new)));
    }

    private static void copyConnector(String name, Path routes) {
        String file = "connectors/" + name + "-source.kamelet.yaml";
        try {
            write(routes.resolve(file), Files.readString(Path.of("routes", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, its folders too. */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestServer http() {
        return server;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    public HttpResponse<String> call(String method, String path, String json) {
        return server.send(
                server.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json)));
    }

    /** An answer that must have a status. */
    public JsonNode call(int status, String method, String path, String json) {
        HttpResponse<String> answer = call(method, path, json);
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? null : ApiServer.json(answer.body());
    }

    public JsonNode get(String path) {
        HttpResponse<String> answer = server.get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return ApiServer.json(answer.body());
    }

    /** Makes a source of Razorpay's. */
    public JsonNode makeRazorpay(String name, String secret) {
        return call(
                201,
                "PUT",
                "/api/v1/source/" + name,
                "{\"connector\": \"razorpay\", \"secret\": \"" + secret + "\"}");
    }

    /** The status that a Razorpay webhook with some body is answered with. */
    public HttpResponse<String> razorpay(String source, String secret, String id) {
        String body = "{\"event\": \"payment.captured\", \"n\": \"" + id + "\"}";
        return server.send(
                HttpRequest.newBuilder(server.uri("/in/" + source))
                        .header("Content-Type", "application/json")
                        .header(
                                "X-Razorpay-Signature",
                                Razorpay.sign(secret, body.getBytes(StandardCharsets.UTF_8)))
                        .header("x-razorpay-event-id", id)
                        .POST(BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        server.close();
        if (isFirst) {
            database.close();
        }
    }

    /** No stereotype: the hub's own scan of packages must not find it. */
    @Import(HubWiring.class)
    @ComponentScan(
            basePackages = "dev.serai",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = HubWiring.INGRESS))
    static class Hub {}
}
