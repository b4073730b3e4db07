package dev.serai.delivery.courier;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.Secret;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.secret.Credentials;
import dev.serai.subscription.secret.TokenClient;
import dev.serai.subscription.secret.TokenClient.Sent;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.ScriptedReceiver.Received;
import dev.serai.testing.ScriptedReceiver.Script;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that take an access token along, from a token endpoint that answers well or badly. */
final class AccessTokensTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(InstantSource.system().instant());
    private Couriers couriers = couriers(Duration.ofSeconds(30));
    private ScriptedReceiver receiver;
    private ScriptedReceiver server;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        receiver = ScriptedReceiver.playing(answers(200));
        server = ScriptedReceiver.playing(tokens("3600"));
        endpoint = endpoint(server.url("/token"), Sent.BASIC);
    }

    @AfterEach
    void stop() throws IOException {
        couriers.close();
        receiver.close();
        server.close();
    }

    @Test
    void goAlongAndAreAskedForOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
        }
        assertThat(receiver.received())
                .allMatch(r -> "Bearer token-1".equals(r.header("authorization")));
        assertThat(server.received()).hasSize(1);
        Received request = server.received().getFirst();
        assertThat(request.header("authorization")).isEqualTo("Basic aHViJTNBMTpzJTI2Y3JldCtf");
        assertThat(request.header("content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.header("x-tenant")).isEqualTo("shop");
        assertThat(text(request))
                .isEqualTo("audience=hooks&grant_type=client_credentials&scope=send+look");
    }

    @Test
    void areAskedForInTheBodyWhereThatIsWanted() throws IOException {
        endpoint = endpoint(server.url("/token"), Sent.BODY);
        deliver();
        Received request = server.received().getFirst();
        assertThat(request.headers()).doesNotContainKey("authorization");
        assertThat(text(request)).contains("client_id=hub%3A1", "client_secret=s%26cret+_");
    }

    @Test
    void areAskedForOnceHoweverManyWantOne() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.play(
                (request, reply) -> {
                    asked.countDown();
                    go.await();
                    tokens("3600").play(request, reply);
                });
        List<CompletableFuture<Outcome>> all =
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                this::deliver, Thread::startVirtualThread))
                        .toList();
        asked.await();
        go.countDown();
        all.forEach(one -> assertThat(one.join()).isInstanceOf(Outcome.Delivered.class));
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"3600, 3569, 3571", "\"60\", 53, 55", "null, 269, 271", "0, 0, 1"})
    void areUsedUntilShortlyBeforeTheirEnd(String life, int still, int anew) {
        server.play(tokens(life));
        deliver();
        later(still);
        deliver();
        assertThat(server.received()).hasSize(life.equals("0") ? 2 : 1);
        later(anew - still);
        deliver();
        assertThat(receiver.received().getLast().header("authorization"))
                .isEqualTo("Bearer token-" + server.received().size());
        assertThat(server.received()).hasSize(life.equals("0") ? 3 : 2);
    }

    @Test
    void oneThatWasTakenBackIsReplacedWithinTheAttempt() {
        deliver();
        later(60);
        receiver.play(
                (request, reply) ->
                        answers(request.header("authorization").endsWith("-1") ? 401 : 200)
                                .play(request, reply));
        assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.received()).hasSize(2);
        assertThat(receiver.received()).hasSize(3);
    }

    @Test
    void aReceiverThatTakesNoneIsNotGivenOneAfterAnother() {
        receiver.play(answers(401));
        for (int i = 0; i < 3; i++) {
            assertThat(failure().answer().status()).isEqualTo(401);
        }
        assertThat(server.received()).hasSize(1);
        later(60);
        assertThat(failure().answer().status()).isEqualTo(401);
        assertThat(server.received()).hasSize(2);
        assertThat(receiver.received()).hasSize(5);
    }

    @Test
    void othersOfAnotherClientAreOfNoUse() throws IOException {
        deliver();
        TokenClient other = client(server.url("/other"), Sent.BASIC);
        endpoint = Samples.with(endpoint, new Credentials(other, null));
        deliver();
        assertThat(server.received())
                .extracting(Received::path)
                .containsExactly("/token", "/other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401|{\"error\": \"invalid_client\"}|answered 401 (invalid_client)",
                "400|{\"error\": \"<s&cret _>\"}|answered 400",
                "302||answered 302",
                "503|busy|answered 503",
                "200|not JSON|holds no access_token",
                "200||holds no access_token",
                "200|{\"access_token\": \"\"}|holds no access_token",
                "200|{\"access_token\": \"a\\r\\nb: c\"}|holds no access_token",
                "200|{\"access_token\": \"t\", \"token_type\": \"mac\"}|another kind than Bearer",
            })
    void aTokenEndpointThatGivesNoneFailsTheAttemptAndSaysWhy(String script) {
        String[] parts = script.split("\\|", 3);
        server.play(
                answers(Integer.parseInt(parts[0]), Map.of("Location", "/elsewhere"), parts[1]));
        Answer answer = failure().answer();
        assertThat(answer.status()).isEqualTo(Answer.NONE);
        assertThat(answer.showsTrouble()).isTrue();
        assertThat(answer.start())
                .startsWith("no access token: ")
                .contains(parts[2])
                .doesNotContain("s&cret");
        assertThat(receiver.received()).isEmpty();
        server.play(tokens("3600"));
        assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aTokenEndpointThatIsAwayOrSilentIsAnOutageWithinTheAttemptsTime() throws IOException {
        couriers.close();
        couriers = couriers(Duration.ofSeconds(1));
        server.play(ScriptedReceiver.stalls());
        assertThat(failure().answer().start())
                .isEqualTo(
                        "no access token: the token endpoint gave none: no answer within 1000 ms");
        server.close();
        assertThat(failure().answer().start()).contains("refused");
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void isNotAskedWhereEndpointsMayNotBe() {
        String elsewhere = server.url("/token").replace("127.0.0.1", "127.0.0.2");
        couriers.close();
        couriers =
                TestCouriers.to(
                        List.of("127.0.0.1/32"), Duration.ofSeconds(30), List.of(), now::get);
        endpoint = endpoint(elsewhere, Sent.BASIC);
        assertThat(failure().answer().start()).contains("may not have");
        couriers.close();
        couriers =
                TestCouriers.to(
                        List.of("127.0.0.2/32"), Duration.ofSeconds(30), List.of(), now::get);
        String byName = server.url("/token").replace("127.0.0.1", "localhost");
        endpoint =
                Samples.with(
                        Samples.endpoint(Samples.settings("http://127.0.0.2:9999/")),
                        new Credentials(client(byName, Sent.BASIC), null));
        assertThat(failure().answer().start()).contains("leads to no address");
        assertThat(server.received()).isEmpty();
    }

    private static Script tokens(String life) {
        return (request, reply) ->
                answers(
                                200,
                                Map.of("Content-Type", "application/json"),
                                "{\"access_token\": \"token-%d\", \"token_type\": \"bearer\", \"expires_in\": %s}"
                                        .formatted(request.number(), life))
                        .play(request, reply);
    }

    private Couriers couriers(Duration limit) {
        return TestCouriers.to(List.of("127.0.0.0/8"), limit, List.of(), now::get);
    }

    private Endpoint endpoint(String tokenUrl, Sent sent) {
        return Samples.with(
                Samples.endpoint(Samples.settings(receiver.url())),
                new Credentials(client(tokenUrl, sent), null));
    }

    private static TokenClient client(String tokenUrl, Sent sent) {
        return new TokenClient(
                URI.create(tokenUrl),
                "hub:1",
                Secret.of("s&cret _"),
                sent,
                List.of("send", "look"),
                Map.of("audience", "hooks"),
                Map.of("X-Tenant", "shop"));
    }

    private void later(int seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    private Outcome.Failed failure() {
        return (Outcome.Failed) deliver();
    }

    private Outcome deliver() {
        return couriers.deliver(new Delivery(Samples.entry(Samples.event("a.b", "{}")), endpoint));
    }

    private static String text(Received request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
