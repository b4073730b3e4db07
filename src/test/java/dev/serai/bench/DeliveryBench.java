package dev.serai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.serai.testing.HubProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the front door to a customer's endpoint: how long it takes, and how many SQL statements. */
final class DeliveryBench {

    private static final Duration EACH = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 32;
    private static final Pattern PAYMENT = Pattern.compile("\"id\":\"(pay_[^\"]+)\"");

    private DeliveryBench() {}

    public static void main(String[] arguments) throws Exception {
        Report report = new Report("delivery", "From the front door to a customer's endpoint");
        ConcurrentHashMap<String, Long> arrived = new ConcurrentHashMap<>();
        AtomicLong count = new AtomicLong();
        HttpServer receiver = receiver(arrived, count);
        try (Servers servers = new Servers();
                HubProcess hub =
                        servers.hub("delivery", Map.of("serai.kafka.bootstrap-servers", "none"))
                                .start()
                                .awaitReady()) {
            endpoint(hub, "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
            new HttpLoad(hub.uri("/in/razorpay"), CONNECTIONS)
                    .atRate(Duration.ofSeconds(15), 1_000);
            for (int rate : new int[] {200, 1_000}) {
                measure(report, servers, hub, arrived, count, rate);
            }
        }
        receiver.stop(0);
        report.write();
        System.exit(0);
    }

    private static void measure(
            Report report,
            Servers servers,
            HubProcess hub,
            ConcurrentHashMap<String, Long> arrived,
            AtomicLong count,
            int rate)
            throws Exception {
        arrived.clear();
        long before = count.get();
        long statements = servers.statements("delivery");
        TimedLoad load = new TimedLoad(hub.uri("/in/razorpay"), CONNECTIONS, EACH, rate);
        load.run();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (count.get() - before < load.accepted().size() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        statements = servers.statements("delivery") - statements;
        Latencies latencies = new Latencies(load.accepted().size());
        load.accepted()
                .forEach(
                        (payment, at) -> {
                            Long there = arrived.get(payment);
                            if (there != null) {
                                latencies.add(Math.max(0, there - at));
                            }
                        });
        report.say(
                "- %d/s: accepted %d, delivered %d; accepted to delivered %s; %.2f SQL transactions per event",
                rate,
                load.accepted().size(),
                latencies.count(),
                latencies,
                (double) statements / load.accepted().size());
    }

    private static HttpServer receiver(ConcurrentHashMap<String, Long> arrived, AtomicLong count)
            throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    long now = System.nanoTime();
                    String body = new String(exchange.getRequestBody().readAllBytes());
                    Matcher payment = PAYMENT.matcher(body);
                    if (payment.find() && arrived.putIfAbsent(payment.group(1), now) == null) {
                        count.incrementAndGet();
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static void endpoint(HubProcess hub, String url) throws Exception {
        var made =
                hub.send(
                        "POST",
                        "/api/v1/app/default/endpoint",
                        new ObjectMapper().writeValueAsString(Map.of("url", url)));
        if (made.statusCode() != 201) {
            throw new IllegalStateException(made.body());
        }
    }
}
