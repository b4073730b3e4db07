package dev.serai.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A hub in a process of its own, so that it can be killed. The same settings start it again on the
 * same port and data folder.
 */
public final class HubProcess implements AutoCloseable {

    /** The root key of every hub of the tests. */
    public static final String API_KEY = "sk_test_0123456789abcdef0123456789abcdef";

    private static final String HUB = "dev.serai.HubApplication";
    private static final Duration READY_MAX = Duration.ofSeconds(90);
    private static final int PORT_MIN = 20_000;
    private static final int PORT_MAX = 32_000;
    private static final int PORT_TRIES_MAX = 100;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path folder;
    private final int port;
    private final Map<String, String> settings;
    private List<String> jvmOptions =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private String mainClass = HUB;
    private Process process;

    private HubProcess(Map<String, String> settings) {
        this.port = freePort();
        this.folder = newFolder();
        this.settings = new LinkedHashMap<>();
        this.settings.put("server.port", String.valueOf(port));
        this.settings.put("serai.data-dir", folder.resolve("data").toString());
        this.settings.put("serai.api-key", API_KEY);
        this.settings.put("serai.secrets.razorpay", Razorpay.SECRET);
        this.settings.putAll(settings);
    }

    /** A hub with embedded servers of its own. */
    public static HubProcess embedded(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("serai.kafka.embedded.port", String.valueOf(freePort()));
        all.putAll(settings);
        return new HubProcess(all);
    }

    /** A hub on servers that it does not own. */
    public static HubProcess on(
            String databaseUrl, String bootstrapServers, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("serai.database.url", databaseUrl);
        all.put("serai.database.username", "postgres");
        all.put("serai.database.password", "postgres");
        all.put("serai.kafka.bootstrap-servers", bootstrapServers);
        all.put("serai.delivery.allowed-subnets", "127.0.0.0/8,::1/128");
        all.putAll(settings);
        return new HubProcess(all);
    }

    /** Other options of its JVM than the ones that start quickly. */
    public HubProcess jvmOptions(List<String> options) {
        jvmOptions = List.copyOf(options);
        return this;
    }

    /** Another program that contains the hub. */
    public HubProcess mainClass(Class<?> main) {
        mainClass = main.getName();
        return this;
    }

    /** Starts it and returns at once. */
    public HubProcess start() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), mainClass));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("hub.log").toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until it takes webhooks. */
    public HubProcess awaitReady() {
        try {
            Awaitility.await()
                    .atMost(READY_MAX)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !process.isAlive() || isReady());
        } catch (RuntimeException e) {
            throw new IllegalStateException("not ready in time:\n" + logTail(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub ended:\n" + logTail());
        }
        return this;
    }

    public boolean isReady() {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL: no hook runs. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and waits for the end. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public Path dataFolder() {
        return folder.resolve("data");
    }

    public String setting(String key) {
        return settings.get(key);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** GET with the root key. */
    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** A request with the root key and a JSON body. */
    public HttpResponse<String> send(String method, String path, String json) throws IOException {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Any request; the root key is added. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.setHeader("Authorization", "Bearer " + API_KEY)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The end of what it has printed. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("hub.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not stop in 40 s:\n" + logTail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a hub has in production and the embedded servers; of the tests only what it is told. */
    private String classPath() {
        String all =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !mainClass.equals(HUB) || !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path newFolder() {
        try {
            Path folder =
                    Path.of(
                            "target",
                            "hubs",
                            ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
            return Files.createDirectories(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A port that was free a moment ago, below those that the system gives to connections: one of
     * these could take it while its hub is down.
     */
    public static int freePort() {
        for (int tries = 0; tries < PORT_TRIES_MAX; tries++) {
            int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it; try another.
            }
        }
        throw new IllegalStateException("no free port in " + PORT_TRIES_MAX + " tries");
    }
}
