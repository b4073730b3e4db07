package dev.serai.route.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ingress.InFlight;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import dev.serai.route.edit.FollowFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front door does when there is too much, too little, or an end. */
class FrontDoorLimitsTest {

    private static final String BODY = "{\"type\":\"a\"}";

    @TempDir private Path folder;
    private TestHub hub;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void tellsTheSenderToComeAgainWhenItIsOverItsRate() {
        hub = TestHub.start(source("rate: 3"), "serai.secrets.shop=s");
        List<HttpResponse<String>> answers =
                IntStream.range(0, 12)
                        .mapToObj(i -> send("{\"type\":\"a\",\"n\":" + i + "}"))
                        .toList();
        List<HttpResponse<String>> refused =
                answers.stream().filter(answer -> answer.statusCode() != 200).toList();
        assertThat(refused).isNotEmpty();
        assertThat(refused)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.statusCode()).isEqualTo(429);
                            assertThat(answer.body()).contains("rate_exceeded");
                            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                        });
        assertThat(events()).isEqualTo(12L - refused.size());
    }

    @Test
    void doesNotLetAStrangerUseUpTheRate() {
        hub = TestHub.start(source("rate: 1"), "serai.secrets.shop=s");
        for (int i = 0; i < 10; i++) {
            assertThat(new Sender(hub).send(request(BODY, "wrong")).statusCode()).isEqualTo(401);
        }
        assertThat(send(BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsTheSenderToComeAgainWhileTheDatabaseIsAway() {
        hub = TestHub.start(source("rate: 0"), "serai.secrets.shop=s");
        assertThat(send(BODY).statusCode()).isEqualTo(200);
        hub.cutDatabase();
        for (String body : List.of("{\"type\":\"b\"}", "{\"unmappable\":1}")) {
            HttpResponse<String> answer = send(body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("log_unavailable").doesNotContain("jdbc", "SQL");
        }
        hub.mendDatabase();
        await().until(() -> send("{\"type\":\"b\"}").statusCode() == 200);
        assertThat(send("{\"type\":\"b\"}").body()).contains("\"duplicate\":true");
        // A connection of the pool may still be one that was cut.
        await().ignoreExceptions().until(() -> events() == 2);
    }

    @Test
    void answersWhatIsUnderWayAndNothingElseWhenItStops() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = startGated(reached, "serai.ingress.requests-max=1000");
        CompletableFuture<HttpResponse<String>> underWay =
                CompletableFuture.supplyAsync(() -> send(BODY));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        InFlight inFlight = hub.bean(InFlight.class);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::stop);
        await().until(inFlight::isClosed);
        HttpResponse<String> late = send("{\"type\":\"late\"}");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.body()).contains("stopping");
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(stopped).isNotDone();
        goOn.countDown();
        assertThat(underWay.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.get(20, TimeUnit.SECONDS);
        assertThat(events()).isEqualTo(1);
    }

    /** A hub whose route goes on only when it is told to. */
    private CountDownLatch startGated(CountDownLatch reached, String property) {
        CountDownLatch goOn = new CountDownLatch(1);
        hub =
                TestHub.start(
                        source("rate: 0", "process: {ref: gate}"),
                        "serai.secrets.shop=s",
                        "serai.routes.allowed-beans=gate",
                        property);
        hub.bean(CamelContext.class)
                .getRegistry()
                .bind(
                        "gate",
                        (org.apache.camel.Processor)
                                exchange -> {
                                    reached.countDown();
                                    goOn.await(20, TimeUnit.SECONDS);
                                });
        hub.bean(FollowFiles.class).tryAgain();
        assertThat(hub.bean(Routes.class).status()).allMatch(RouteStatus::started);
        return goOn;
    }

    @Test
    void takesNoMoreRequestsThanItHasRoomFor() throws Exception {
        CountDownLatch goOn = startGated(new CountDownLatch(1), "serai.ingress.requests-max=1");
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> send(BODY));
        await().until(() -> hub.bean(InFlight.class).count() == 1);
        HttpResponse<String> second = send(BODY);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("busy");
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        goOn.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        await().until(() -> hub.bean(InFlight.class).count() == 0);
        assertThat(send(BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void isNotKeptBusyBySendersWhoAreSlow() throws IOException {
        hub =
                TestHub.start(
                        source("rate: 0"), "serai.secrets.shop=s", "serai.ingress.requests-max=1");
        try (Socket one = trickling();
                Socket another = trickling()) {
            await().until(() -> send(BODY).statusCode() == 200);
            one.getOutputStream().write("defg".getBytes(StandardCharsets.US_ASCII));
            another.getOutputStream().write("defg".getBytes(StandardCharsets.US_ASCII));
            assertThat(send(BODY).statusCode()).isEqualTo(200);
        }
    }

    private Socket trickling() throws IOException {
        Socket slow = new Socket("localhost", hub.port());
        slow.getOutputStream()
                .write(
                        "POST /in/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"
                                .getBytes(StandardCharsets.US_ASCII));
        return slow;
    }

    @Test
    void holdsNoMoreBytesThanItHasRoomFor() throws IOException {
        hub =
                TestHub.start(
                        source("rate: 0"),
                        "serai.secrets.shop=s",
                        "serai.ingress.body-max=100KB",
                        "serai.ingress.bytes-max=200KB");
        String most = BODY + " ".repeat(90 * 1024);
        try (Socket slow = new Socket("localhost", hub.port())) {
            slow.getOutputStream()
                    .write(
                            ("POST /in/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
                                            + "x".repeat(80_000))
                                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> send(most).statusCode() == 503);
        }
        await().until(() -> hub.bean(InFlight.class).count() == 0);
        assertThat(send(most).statusCode()).isEqualTo(200);
    }

    /** As most clients do: the answer is read when all is sent. */
    @Test
    void letsASenderOfMuchTooMuchReadTheAnswer() throws IOException {
        hub = TestHub.start(source("rate: 0"), "serai.secrets.shop=s");
        try (Socket socket = new Socket("localhost", hub.port())) {
            int size = 30_000_000;
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /in/shop HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                                    + size
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[size]);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("has more than");
        }
    }

    private Path source(String parameter, String... steps) {
        TestHub.shippedRoutes(folder);
        String before =
                steps.length == 0 ? "" : "- " + String.join("\n        - ", steps) + "\n        ";
        TestHub.write(
                folder.resolve("sources/shop.camel.yaml"),
                """
                - route:
                    id: shop
                    from:
                      uri: kamelet:webhook-source
                      parameters:
                        source: shop
                        secret: "{{secret:shop}}"
                        signature: header:X-Signature
                        %s
                      steps:
                        %s- to: ingress:append
                """
                        .formatted(parameter, before));
        return folder;
    }

    private HttpResponse<String> send(String body) {
        return new Sender(hub).send(request(body, "s"));
    }

    private HttpRequest.Builder request(String body, String secret) {
        return new Sender(hub)
                .to("/in/shop")
                .header("X-Signature", Sender.hmac(secret, body.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(body));
    }

    private long events() {
        return hub.jdbc().sql("select count(*) from serai.event").query(Long.class).single();
    }
}
