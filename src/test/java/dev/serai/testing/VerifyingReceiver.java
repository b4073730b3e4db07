package dev.serai.testing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A customer's server: checks each webhook with the library that Standard Webhooks publishes, and
 * notes it down.
 */
public final class VerifyingReceiver implements AutoCloseable {

    /** A webhook whose signature was right. */
    public record Delivery(String id, String body, Map<String, List<String>> headers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger(200);
    private volatile Webhook webhook;

    public VerifyingReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** The secret to check with. */
    public void secret(String secret) {
        webhook = new Webhook(secret);
    }

    /** What it answers from now on. */
    public void answer(int newStatus) {
        status.set(newStatus);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** What arrived with a valid signature, repeated deliveries included. */
    public List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    /** How many requests had a signature that was not valid. */
    public int forged() {
        return forged.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            webhook.verify(
                    body, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true));
            synchronized (deliveries) {
                deliveries.add(
                        new Delivery(
                                exchange.getRequestHeaders().getFirst("webhook-id"),
                                body,
                                Map.copyOf(exchange.getRequestHeaders())));
            }
        } catch (WebhookVerificationException e) {
            forged.incrementAndGet();
        }
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }
}
