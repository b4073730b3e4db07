package dev.serai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.serai.testing.HubProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the front door to a customer's endpoint: how long it takes, and how many SQL statements. */
final class DeliveryBench {

    private static final Duration EACH = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 32;
    private static final int ENDPOINTS = 10;
    private static final long LOOK_EVERY_NANOS = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAYMENT = Pattern.compile("\"id\":\"(pay_[^\"]+)\"");

    private DeliveryBench() {}

    public static void main(String[] arguments) {
        ToTheEnd.run(DeliveryBench::measure);
    }

    private static void measure() throws Exception {
        Report report = new Report("delivery", "From the front door to a customer's endpoint");
        report.say(
                "One endpoint, then ten that each want every event, then ten of which one is dead: it"
                        + " takes connections and never answers. What is due at the dead one is not"
                        + " counted. SQL is counted in transactions, which in autocommit is"
                        + " statements.");
        report.say("");
        Arrivals arrivals = new Arrivals();
        HttpServer receiver = receiver(arrivals);
        try (Servers servers = new Servers();
                ServerSocket dead = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
                HubProcess hub =
                        servers.hub("delivery", Map.of("serai.kafka.bootstrap-servers", "none"))
                                .start()
                                .awaitReady()) {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
            endpoint(hub, url + "0");
            new HttpLoad(hub.uri("/in/razorpay"), CONNECTIONS)
                    .atRate(Duration.ofSeconds(15), 1_000);
            Measure measure = new Measure(report, servers, hub, arrivals);
            measure.at(200, 1, "one endpoint");
            measure.at(1_000, 1, "one endpoint");
            for (int i = 1; i < ENDPOINTS; i++) {
                endpoint(hub, url + i);
            }
            measure.at(100, ENDPOINTS, "ten endpoints");
            endpoint(hub, "http://127.0.0.1:" + dead.getLocalPort() + "/");
            delete(hub, uid(url + (ENDPOINTS - 1)));
            measure.at(100, ENDPOINTS - 1, "ten endpoints, one of them dead");
        }
        receiver.stop(0);
        report.write();
    }

    private record Measure(Report report, Servers servers, HubProcess hub, Arrivals arrivals) {

        void at(int rate, int endpoints, String what) throws Exception {
            arrivals.clear();
            long transactions = servers.statements("delivery");
            TimedLoad load = new TimedLoad(hub.uri("/in/razorpay"), CONNECTIONS, EACH, rate);
            load.run();
            int due = load.accepted().size() * endpoints;
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (arrivals.count() < due && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            transactions = servers.statements("delivery") - transactions;
            Latencies latencies = new Latencies(due);
            load.accepted()
                    .forEach(
                            (payment, at) ->
                                    arrivals.of(payment)
                                            .forEach(
                                                    there ->
                                                            latencies.add(
                                                                    Math.max(0, there - at))));
            report.say(
                    "- %s, %d/s: accepted %d, due %d, delivered %d; accepted to delivered %s; %.2f SQL"
                            + " transactions per event, %.2f per delivery",
                    what,
                    rate,
                    load.accepted().size(),
                    due,
                    latencies.count(),
                    latencies,
                    (double) transactions / load.accepted().size(),
                    (double) transactions / due);
        }
    }

    /** When each payment came, at which endpoint for the first time. */
    private static final class Arrivals {

        private final ConcurrentHashMap<String, ConcurrentHashMap<String, Long>> times =
                new ConcurrentHashMap<>();
        private final AtomicLong count = new AtomicLong();

        void came(String payment, String endpoint, long now) {
            if (times.computeIfAbsent(payment, p -> new ConcurrentHashMap<>())
                            .putIfAbsent(endpoint, now)
                    == null) {
                count.incrementAndGet();
            }
        }

        Collection<Long> of(String payment) {
            ConcurrentHashMap<String, Long> there = times.get(payment);
            return there == null ? List.of() : there.values();
        }

        long count() {
            return count.get();
        }

        void clear() {
            times.clear();
            count.set(0);
        }
    }

    private static HttpServer receiver(Arrivals arrivals) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    long now = System.nanoTime();
                    String body = new String(exchange.getRequestBody().readAllBytes());
                    Matcher payment = PAYMENT.matcher(body);
                    if (payment.find()) {
                        arrivals.came(payment.group(1), exchange.getRequestURI().getPath(), now);
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /** Makes one; its id. */
    static String endpoint(HubProcess hub, String url) throws Exception {
        var made =
                hub.send(
                        "POST",
                        "/api/v1/app/default/endpoint",
                        JSON.writeValueAsString(Map.of("url", url, "uid", uid(url))));
        if (made.statusCode() != 201) {
            throw new IllegalStateException(made.body());
        }
        return JSON.readTree(made.body()).path("id").asText();
    }

    private static void delete(HubProcess hub, String endpoint) throws Exception {
        hub.send("DELETE", "/api/v1/app/default/endpoint/" + endpoint, "");
    }

    private static String uid(String url) {
        return url.replaceAll("[^a-z0-9]", "-");
    }
}
