package dev.serai.route.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.Routes;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.options.Schemes;
import dev.serai.testing.ConnectorFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every shipped connector must do: take its own samples as its provider sends them, and nobody
 * else's. One hub has a source of each, called as the connector.
 */
class ConnectorsTest {

    /** What these sign says nothing, or not all, of what the body says. */
    private static final Set<String> BODY_NOT_COVERED = Set.of("token", "adyen", "aws-sns");

    private static final Map<String, ConnectorKeys> KEYS = new HashMap<>();

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        List<String> secrets = new ArrayList<>();
        for (ConnectorFile connector : ConnectorFile.shipped()) {
            ConnectorKeys keys = ConnectorKeys.of(connector.scheme(), connector.name());
            KEYS.put(connector.name(), keys);
            secrets.add("serai.secrets." + connector.name() + "=" + keys.source());
            TestHub.write(
                    folder.resolve("connectors/" + connector.kamelet() + ".kamelet.yaml"),
                    connector.text());
            TestHub.write(
                    folder.resolve("sources/" + connector.name() + ".camel.yaml"),
                    source(connector));
        }
        hub = TestHub.start(folder, RemoteKeys.sources(), secrets.toArray(String[]::new));
        sender = new Sender(hub);
    }

    private static String source(ConnectorFile connector) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("source", connector.name());
        if (connector.parameters().containsKey("secret")) {
            parameters.put("secret", "{{secret:" + connector.name() + "}}");
        }
        parameters.putAll(connector.examples());
        String lines =
                parameters.entrySet().stream()
                        .map(entry -> "        " + entry.getKey() + ": \"" + entry.getValue() + '"')
                        .collect(Collectors.joining("\n"));
        return """
               - route:
                   id: %s
                   from:
                     uri: kamelet:%s
                     parameters:
               %s
                     steps:
                       - to: ingress:append
               """
                .formatted(connector.name(), connector.kamelet(), lines);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void allAreInUse() {
        assertThat(hub.bean(Routes.class).status())
                .allSatisfy(status -> assertThat(status.fault()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void takesItsSampleOnce(ConnectorSample sample) {
        ConnectorFile connector = sample.connector();
        Instant now = now();
        DraftMessage signed = signed(sample, KEYS.get(connector.name()), now);
        List<String> before = ids(connector);
        assertThat(send(connector, signed).statusCode()).isBetween(200, 204);
        assertThat(parked()).isEmpty();
        List<Map<String, Object>> events = events(connector, before);
        List<Map<String, String>> expected = sample.events(now);
        assertThat(events).hasSameSizeAs(expected);
        expected.forEach(one -> assertThat(events).anySatisfy(event -> isAsExpected(event, one)));

        assertThat(send(connector, signed).statusCode()).isBetween(200, 204);
        int times = connector.step("ingress:verify").get("dedupe").equals("none") ? 2 : 1;
        assertThat(events(connector, before)).hasSize(times * expected.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void takesNobodyElses(ConnectorSample sample) {
        ConnectorFile connector = sample.connector();
        Instant now = now();
        List<String> before = ids(connector);
        ConnectorKeys strangers = ConnectorKeys.of(connector.scheme(), ConnectorKeys.STRANGER);
        assertThat(send(connector, signed(sample, strangers, now)).statusCode()).isEqualTo(401);
        assertThat(send(connector, sample.draft(now)).statusCode()).isEqualTo(401);
        if (coversTheBody(connector)) {
            DraftMessage signed = signed(sample, KEYS.get(connector.name()), now);
            byte[] body = Arrays.copyOf(signed.body(), signed.body().length + 1);
            body[body.length - 1] = ' ';
            DraftMessage longer =
                    new DraftMessage(signed.method(), signed.url(), signed.headers(), body);
            assertThat(send(connector, longer).statusCode()).isEqualTo(401);
        }
        assertThat(ids(connector)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.serai.route.connector.ConnectorQuestion#shipped")
    void answersWhatItsProviderAsks(ConnectorQuestion question) {
        ConnectorFile connector = connector(question.connector());
        List<String> before = ids(connector);
        Scheme scheme = Schemes.read(connector.scheme(), RemoteKeys.sources());
        Secret key = KEYS.get(connector.name()).sender();
        HttpResponse<String> answer =
                send(
                        connector,
                        question.isSigned()
                                ? scheme.sign(question.asked(), key, now())
                                : question.asked());
        assertThat(answer.statusCode()).isEqualTo(question.status());
        String[] line = question.answer().split(": ", 2);
        if (line.length == 2 && !question.answer().startsWith("{")) {
            assertThat(answer.headers().allValues(line[0])).containsExactly(line[1]);
        } else if (question.status() == 403) {
            assertThat(answer.body()).contains(question.answer());
        } else {
            assertThat(answer.body()).isEqualTo(question.answer());
        }
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(ids(connector)).isEqualTo(before);
    }

    private static ConnectorFile connector(String name) {
        return ConnectorFile.shipped().stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Stream<ConnectorSample> samples() {
        return ConnectorSample.shipped().stream();
    }

    private static boolean coversTheBody(ConnectorFile connector) {
        Map<String, String> scheme = connector.scheme();
        if (scheme.get("scheme").equals("jwt")) {
            return scheme.containsKey("bodyHashClaim");
        }
        return !BODY_NOT_COVERED.contains(scheme.get("scheme"))
                && scheme.getOrDefault("signed", "{body}").contains("{body}");
    }

    /** Providers' clocks tell seconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static DraftMessage signed(ConnectorSample sample, ConnectorKeys keys, Instant now) {
        return Schemes.read(sample.connector().scheme(), RemoteKeys.sources())
                .sign(sample.draft(now), keys.sender(), now);
    }

    private static HttpResponse<String> send(ConnectorFile connector, DraftMessage message) {
        String query = URI.create(message.url()).getRawQuery();
        HttpRequest.Builder request =
                sender.to("/in/" + connector.name() + (query == null ? "" : "?" + query));
        message.headers().forEach(line -> request.header(line.name(), line.value()));
        return sender.send(
                request.method(message.method(), BodyPublishers.ofByteArray(message.body())));
    }

    private static List<String> parked() {
        return hub.jdbc().sql("select detail from serai.parked").query(String.class).list();
    }

    private static List<String> ids(ConnectorFile connector) {
        return hub.jdbc()
                .sql("select id from serai.event where source = ? order by id")
                .param("/in/" + connector.name())
                .query(String.class)
                .list();
    }

    /** The events of a connector that are new. */
    private static List<Map<String, Object>> events(ConnectorFile connector, List<String> before) {
        return hub
                .jdbc()
                .sql("select * from serai.event where source = ?")
                .param("/in/" + connector.name())
                .query()
                .listOfRows()
                .stream()
                .filter(event -> !before.contains(event.get("id")))
                .toList();
    }

    private static void isAsExpected(Map<String, Object> event, Map<String, String> expected) {
        expected.forEach(
                (attribute, value) -> {
                    switch (attribute) {
                        case "type", "subject" -> assertThat(event).containsEntry(attribute, value);
                        case "partitionkey" ->
                                assertThat(event).containsEntry("partition_key", value);
                        case "originid" -> assertThat(event).containsEntry("origin_id", value);
                        case "data" ->
                                assertThat((byte[]) event.get("data")).asString().isEqualTo(value);
                        case "time" ->
                                assertThat(((Timestamp) event.get("time")).toInstant())
                                        .isEqualTo(OffsetDateTime.parse(value).toInstant());
                        default -> throw new AssertionError("a sample's event has no " + attribute);
                    }
                });
    }
}
