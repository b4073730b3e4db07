package dev.serai.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider's API is asked with patience that ends. */
class CallsTest {

    private final CountDownLatch stopping = new CountDownLatch(1);
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext(
                "/whole",
                exchange -> {
                    byte[] body = "{\"data\":[]}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        provider.createContext(
                "/stalled",
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    try {
                        stopping.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        provider.start();
    }

    @AfterEach
    void stop() {
        stopping.countDown();
        provider.stop(0);
    }

    @Test
    void endWhenAnAnswerBeginsAndGoesNoFurther() {
        assertThat(calls(Duration.ofSeconds(30)).get("/whole").json().path("data").isArray())
                .isTrue();
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () ->
                        assertThatThrownBy(() -> calls(Duration.ofSeconds(1)).get("/stalled"))
                                .isInstanceOf(ProviderAway.class)
                                .hasMessageContaining("cannot be reached"));
    }

    private Calls calls(Duration answerMax) {
        return new Calls(
                HttpClient.newHttpClient(),
                "Acme",
                URI.create("http://127.0.0.1:" + provider.getAddress().getPort()),
                Map.of(),
                InstantSource.system(),
                stopping,
                answerMax);
    }
}
