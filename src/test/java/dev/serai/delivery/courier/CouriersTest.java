package dev.serai.delivery.courier;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.signing.algorithm.StandardWebhooks;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.EndpointUrl;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import dev.serai.tenant.Owner;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.ScriptedReceiver.Received;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one attempt sends, and what it makes of every way to answer. */
final class CouriersTest {

    private final Couriers couriers = couriers(List.of("127.0.0.0/8", "::1/128"), 1_000);

    @AfterEach
    void close() {
        couriers.close();
    }

    @Test
    void signsSoThatTheStandardLibraryVerifiesIt() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            String json = "{\"amount\": 100, \"note\":\"caf\u00e9\"}";
            assertThat(deliver(receiver, Samples.event("a.b", json)))
                    .isInstanceOf(Outcome.Delivered.class);
            Received request = receiver.received().getFirst();
            HttpHeaders headers =
                    HttpHeaders.of(
                            request.headers().entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey, e -> List.of(e.getValue()))),
                            (name, value) -> true);
            assertThatCode(
                            () ->
                                    new Webhook(Samples.SECRET.reveal())
                                            .verify(
                                                    new String(
                                                            request.body(), StandardCharsets.UTF_8),
                                                    headers))
                    .doesNotThrowAnyException();
            assertThat(request.body()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void sendsTheSignatureUnderBothItsNames() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            deliver(receiver, Samples.event("a.b", "{}"));
            Map<String, String> headers = receiver.received().getFirst().headers();
            for (String name : List.of("id", "timestamp", "signature")) {
                assertThat(headers.get("svix-" + name)).isEqualTo(headers.get("webhook-" + name));
            }
        }
    }

    @Test
    void postsTheWholeEventWhereItIsWantedAndSignsThat() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            EndpointSettings settings =
                    Samples.settings(receiver.url())
                            .withOptions(
                                    new EndpointOptions(
                                            Payload.CLOUDEVENT, Ordering.NONE, null, null, null));
            Event event = Samples.event("a.b", "{\"n\":1}");
            couriers.deliver(new Delivery(Samples.entry(event), Samples.endpoint(settings)));
            Received request = receiver.received().getFirst();
            assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
            assertThat(request.headers()).doesNotContainKeys("ce-id", "ce-specversion");
            assertThat(new ObjectMapper().readTree(request.body()).at("/data/n").intValue())
                    .isEqualTo(1);
            assertThat(
                            StandardWebhooks.verify(
                                    Samples.SECRET,
                                    event.id().value(),
                                    request.header("webhook-timestamp"),
                                    request.body(),
                                    request.header("webhook-signature")))
                    .isTrue();
        }
    }

    @Test
    void sendsTheEventsAttributesAsHeadersThatCannotBreakOut() throws IOException {
        Event event =
                new Event(
                        EventId.next(Samples.KSUID),
                        Owner.DEFAULT,
                        "shop.order.paid",
                        "/in/shop",
                        "order \"7\"\r\nX-Evil: 1 \u20ac%",
                        InstantSource.system().instant(),
                        "application/json; charset=utf-8",
                        new byte[] {1, 2, 3},
                        "customer 9",
                        Priority.HIGH,
                        "evt_1",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(204))) {
            deliver(receiver, event);
            Received request = receiver.received().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.headers())
                    .containsEntry("webhook-id", event.id().value())
                    .containsEntry("content-type", "application/json; charset=utf-8")
                    .containsEntry("ce-specversion", "1.0")
                    .containsEntry("ce-id", event.id().value())
                    .containsEntry("ce-type", "shop.order.paid")
                    .containsEntry("ce-source", "/in/shop")
                    .containsEntry("ce-subject", "order%20%227%22%0D%0AX-Evil:%201%20%E2%82%AC%25")
                    .containsEntry("ce-time", event.time().toString())
                    .containsEntry("ce-tenant", "default")
                    .containsEntry("ce-project", "default")
                    .containsEntry("ce-partitionkey", "customer%209")
                    .containsEntry("ce-priority", "high")
                    .containsEntry("ce-originid", "evt_1")
                    .containsEntry("traceparent", event.traceparent())
                    .doesNotContainKeys("x-evil", "cookie", "accept-encoding", "expect");
            assertThat(request.header("user-agent")).startsWith("Serai");
            assertThat(request.body()).isEqualTo(event.data());
        }
    }

    @Test
    void anEndpointsOwnHeadersAreSentButStandForNothingOfTheEvents() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Map<String, String> own =
                    Map.of(
                            "X-Token", "abc\r\nX-Evil: 1",
                            "Webhook-Id", "forged",
                            "Svix-Id", "forged",
                            "Host", "elsewhere",
                            "Content-Length", "0");
            EndpointSettings settings =
                    new EndpointSettings(
                            null,
                            new EndpointUrl(receiver.url()),
                            "",
                            List.of(),
                            List.of(),
                            false,
                            Map.of(),
                            null,
                            own);
            Event event = Samples.event("a.b", "{}");
            couriers.deliver(new Delivery(Samples.entry(event), Samples.endpoint(settings)));
            assertThat(receiver.received().getFirst().headers())
                    .containsEntry("x-token", "abcX-Evil: 1")
                    .containsEntry("webhook-id", event.id().value())
                    .containsEntry("svix-id", event.id().value())
                    .containsEntry("host", "127.0.0.1:" + receiver.port())
                    .containsEntry("content-length", "2")
                    .doesNotContainKey("x-evil");
        }
    }

    @Test
    void usesAConnectionAgain() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            for (int i = 0; i < 5; i++) {
                deliver(receiver, Samples.event("a.b", "{}"));
            }
            assertThat(receiver.received()).hasSize(5);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsAFailureAndIsNotFollowed(int status) throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) ->
                                reply.send(
                                        request.number() == 1 ? status : 200,
                                        Map.of("Location", "/elsewhere"),
                                        ""))) {
            assertThat(failure(receiver).answer().status()).isEqualTo(status);
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void goneIsARefusalAndRetryAfterIsHeard() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(410))) {
            assertThat(deliver(receiver, Samples.event("a.b", "{}")))
                    .isInstanceOf(Outcome.Refused.class);
            receiver.play(answers(429, Map.of("Retry-After", "17"), "later"));
            assertThat(failure(receiver).retryAfter()).isEqualTo(Duration.ofSeconds(17));
            assertThat(failure(receiver).answer().start()).isEqualTo("later");
        }
    }

    @Test
    void keepsTheFirstKibibyteOfAnAnswerAndReadsNoEndlessOne() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) -> {
                            reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                            while (true) {
                                reply.raw("a\0".repeat(4096));
                            }
                        })) {
            Answer answer = delivered(receiver).answer();
            assertThat(answer.start()).isEqualTo("a\uFFFD".repeat(512));
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void anEndpointThatNeverAnswersIsCutOff() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.stalls())) {
            Answer answer = failure(receiver).answer();
            assertThat(answer.status()).isZero();
            assertThat(answer.start()).contains("no answer within 1000 ms");
        }
    }

    @Test
    void anEndpointThatDripsItsHeadIsCutOff() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(ScriptedReceiver.dripsItsHead())) {
            assertThat(failure(receiver).answer().start()).contains("no answer within 1000 ms");
        }
    }

    @Test
    void aStatusCountsEvenIfItsBodyDripsForEver() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.drips(200))) {
            Answer answer = delivered(receiver).answer();
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aConnectionThatIsCutIsAFailure() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.resets())) {
            assertThat(failure(receiver).answer().start()).startsWith("no answer: ");
        }
    }

    @Test
    void garbageInPlaceOfHttpIsAFailure() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) -> {
                            reply.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n");
                            reply.reset();
                        })) {
            assertThat(failure(receiver).answer().status()).isZero();
        }
    }

    @Test
    void aHeadThatNeverEndsIsAFailureSoon() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) -> {
                            reply.raw("HTTP/1.1 200 OK\r\n");
                            while (true) {
                                reply.raw("X-More: " + "x".repeat(100) + "\r\n");
                            }
                        })) {
            Answer answer = failure(receiver).answer();
            assertThat(answer.status()).isZero();
            assertThat(answer.start()).doesNotContain("within");
        }
    }

    @Test
    void whatTheOtherSideSaysCannotForgeALineOfTheLog() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) -> {
                            reply.raw("HTTP/1.1 200 OK\r\nno\tcolon\u0085forged\r\n\r\n");
                            reply.reset();
                        })) {
            assertThat(failure(receiver).answer().start()).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void aServerThatNeverFinishesTlsIsCutOff() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.stalls())) {
            Endpoint endpoint =
                    Samples.endpoint(
                            Samples.settings("https://127.0.0.1:" + receiver.port() + "/"));
            Outcome outcome =
                    couriers.deliver(
                            new Delivery(Samples.entry(Samples.event("a.b", "{}")), endpoint));
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        }
    }

    @Test
    void nobodyThereIsAFailure() throws IOException {
        String url;
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            url = receiver.url();
        }
        Outcome outcome = couriers.deliver(to(url));
        assertThat(((Outcome.Failed) outcome).answer().start()).contains("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://2130706433:%d/",
                "http://0.0.0.0:%d/",
                "http://localhost.:%d/"
            })
    void reachesNoPrivateAddressThatIsNotAllowed(String url) throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200));
                Couriers strict = couriers(List.of(), 1_000)) {
            Outcome outcome = strict.deliver(to(url.formatted(receiver.port())));
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void aHostThatIsNotKnownIsAFailure() {
        Outcome outcome = couriers.deliver(to("http://nowhere.invalid/"));
        assertThat(((Outcome.Failed) outcome).answer().start()).contains("nowhere.invalid");
    }

    private Outcome.Delivered delivered(ScriptedReceiver receiver) {
        return (Outcome.Delivered) deliver(receiver, Samples.event("a.b", "{}"));
    }

    private Outcome.Failed failure(ScriptedReceiver receiver) {
        return (Outcome.Failed) deliver(receiver, Samples.event("a.b", "{}"));
    }

    private Outcome deliver(ScriptedReceiver receiver, Event event) {
        return couriers.deliver(
                new Delivery(
                        Samples.entry(event), Samples.endpoint(Samples.settings(receiver.url()))));
    }

    private static Delivery to(String url) {
        return new Delivery(
                Samples.entry(Samples.event("a.b", "{}")), Samples.endpoint(Samples.settings(url)));
    }

    private static Couriers couriers(List<String> allowed, int totalMillis) {
        return TestCouriers.to(
                allowed, Duration.ofMillis(totalMillis), List.of(), InstantSource.system());
    }
}
