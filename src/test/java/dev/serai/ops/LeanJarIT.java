package dev.serai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ops.embedded.DataDirectory;
import dev.serai.ops.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that production runs: what is in it, and that it runs without what is not. */
class LeanJarIT {

    private static final Path JAR = Path.of("target", "serai.jar").toAbsolutePath();
    private static final Path PRODUCTION = Path.of("target", "production.classpath");
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
    private static final int KILLED_BY_SIGTERM = 143;

    /** Of Spring's own, with nothing in them, or for taking the jar apart. */
    private static final Pattern BOOTS_OWN =
            Pattern.compile("spring-boot-(starter(-[a-z]+)?|jarmode-tools)-[\\d.]+\\.jar");

    private static final String COMPONENT = "META-INF/services/org/apache/camel/component/";

    /** The hub's own, beside the one that takes the place of Camel's jdbc. */
    private static final Set<String> OWN =
            Set.of("deliver", "ingress", "kafka-transaction", "lines", "live", "outbox", "park");

    private static final String KEY = "a-key-for-this-test";

    @TempDir Path folder;

    /** Thread-safe. */
    private final StringWriter printed = new StringWriter();

    @Test
    void holdsWhatProductionNeedsAndNothingElse() throws IOException {
        List<String> inJar;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            inJar = names(jar.stream().map(e -> e.getName()).filter(n -> n.contains("/lib/")));
        }
        List<String> needed =
                names(Stream.of(Files.readString(PRODUCTION).strip().split(File.pathSeparator)));
        assertThat(inJar).containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void bringsTheComponentsThatTheDocumentationLists() throws IOException {
        String[] page =
                Files.readString(Path.of("docs/SINKS.md"))
                        .split("<!-- (components|refused|end) -->");
        Set<String> listed = listed(page[1]);
        listed.addAll(listed(page[2].replaceFirst("(?s).*`serai.routes.*?`", "")));
        listed.removeAll(OWN);
        assertThat(componentsInJar()).isEqualTo(listed);
    }

    private static Set<String> listed(String text) {
        return Pattern.compile("`([a-z0-9-]+)`")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> componentsInJar() throws IOException {
        Set<String> components = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches(".*/lib/camel-.*\\.jar")) {
                    try (JarInputStream inner = new JarInputStream(jar.getInputStream(entry))) {
                        for (JarEntry file = inner.getNextJarEntry();
                                file != null;
                                file = inner.getNextJarEntry()) {
                            if (file.getName().startsWith(COMPONENT) && !file.isDirectory()) {
                                components.add(file.getName().substring(COMPONENT.length()));
                            }
                        }
                    }
                }
            }
        }
        return components;
    }

    @Test
    void stopsAndNamesTheSettingsItNeedsWhenThereAreNone() throws Exception {
        Process hub = start(Map.of());
        String output = new String(hub.getInputStream().readAllBytes());
        assertThat(hub.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains(
                        "SERAI_DATABASE_URL", "SERAI_DATABASE_USERNAME", "SERAI_DATABASE_PASSWORD")
                .contains("SERAI_KAFKA_BOOTSTRAP_SERVERS", "SERAI_API_KEY")
                .doesNotContain("\tat ");
    }

    @Test
    void runsOnADatabaseItIsGivenWithAComponentPutBesideItAndStopsInTime() throws Exception {
        putComponentBeside();
        try (DataDirectory data = DataDirectory.take(folder.resolve("data"));
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.start(data.folder("postgres"), new SecureRandom())) {
            Process hub =
                    start(
                            Map.of(
                                    "SERAI_DATABASE_URL",
                                    postgres.url(),
                                    "SERAI_DATABASE_USERNAME",
                                    postgres.username(),
                                    "SERAI_DATABASE_PASSWORD",
                                    postgres.password(),
                                    "SERAI_KAFKA_BOOTSTRAP_SERVERS",
                                    "none",
                                    "SERAI_ROUTES_ALLOWEDCOMPONENTS",
                                    "stream",
                                    "SERAI_API_KEY",
                                    KEY));
            try {
                int port = portOf(hub);
                await().atMost(START_WITHIN)
                        .untilAsserted(() -> assertThat(readiness(port)).isEqualTo(200));
                assertThat(publish(port, "said-by-the-component")).isEqualTo(200);
                await().atMost(START_WITHIN)
                        .untilAsserted(
                                () ->
                                        assertThat(printed.toString())
                                                .contains("said-by-the-component"));
                hub.destroy();
                assertThat(hub.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(hub.exitValue()).isEqualTo(KILLED_BY_SIGTERM);
            } finally {
                hub.destroyForcibly().waitFor();
            }
            assertThat(folder.resolve("work/data")).doesNotExist();
        }
    }

    /** Camel's {@code stream:}, which the hub does not bring, and a sink that uses it. */
    private void putComponentBeside() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("work/lib"));
        Files.copy(
                Path.of("target/component-for-tests/camel-stream.jar"),
                lib.resolve("camel-stream.jar"));
        Path sinks = Files.createDirectories(folder.resolve("work/routes/sinks"));
        Files.writeString(
                sinks.resolve("shout.camel.yaml"),
                """
                - route:
                    id: shout
                    from:
                      uri: outbox:shout
                      steps:
                        - to: stream:out
                """);
    }

    private static int publish(int port, String data) throws Exception {
        HttpRequest event =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/event"))
                        .header("Authorization", "Bearer " + KEY)
                        .header("Content-Type", "application/cloudevents+json")
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"specversion":"1.0","id":"1","source":"/test",
                                         "type":"test.made","data":"%s"}
                                        """
                                                .formatted(data)))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(event, BodyHandlers.discarding()).statusCode();
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(java.toString(), "-jar", JAR.toString(), "--server.port=0")
                        .directory(work.toFile())
                        .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** From the block that it prints once it is ready. */
    private int portOf(Process hub) throws IOException {
        BufferedReader output = hub.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            printed.write(line + "\n");
            Matcher url = Pattern.compile("http://localhost:(\\d+)/actuator/health").matcher(line);
            if (url.find()) {
                Thread.ofVirtual().start(() -> drain(output));
                return Integer.parseInt(url.group(1));
            }
        }
        throw new AssertionError("it did not start: " + String.join("\n", lines));
    }

    private void drain(BufferedReader output) {
        try {
            output.transferTo(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int readiness(int port) throws Exception {
        URI uri = URI.create("http://localhost:" + port + "/actuator/health/readiness");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static List<String> names(Stream<String> paths) {
        return paths.map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(name -> name.endsWith(".jar"))
                .filter(name -> !BOOTS_OWN.matcher(name).matches())
                .toList();
    }
}
