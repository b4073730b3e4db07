package dev.serai.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be known of the files for Docker and Kubernetes where neither runs. */
class DeploymentFilesTest {

    @Test
    void kubernetesRunsTwoHubsThatAreReplacedOneByOne() throws IOException {
        Map<String, Object> spec = map(yaml("k8s/deployment.yaml"), "spec");
        assertThat(spec).containsEntry("replicas", 2);
        assertThat(map(map(spec, "strategy"), "rollingUpdate")).containsEntry("maxUnavailable", 0);
        assertThat(map(yaml("k8s/poddisruptionbudget.yaml"), "spec"))
                .containsEntry("minAvailable", 1);
    }

    @Test
    void kubernetesSelectsThePodsThatTheDeploymentMakes() throws IOException {
        Map<String, Object> spec = map(yaml("k8s/deployment.yaml"), "spec");
        Object labels = map(map(spec, "template"), "metadata").get("labels");
        assertThat(map(spec, "selector")).containsEntry("matchLabels", labels);
        assertThat(map(yaml("k8s/service.yaml"), "spec")).containsEntry("selector", labels);
        assertThat(map(map(yaml("k8s/poddisruptionbudget.yaml"), "spec"), "selector"))
                .containsEntry("matchLabels", labels);
    }

    @Test
    void kubernetesGivesTheHubNoRightsItDoesNotNeed() throws IOException {
        assertThat(map(pod(), "securityContext"))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 10001);
        assertThat(pod()).containsEntry("automountServiceAccountToken", false);
        assertThat(map(container(), "securityContext"))
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
    }

    @Test
    void kubernetesProbesWhatThereIsAndLimitsMemory() throws IOException {
        assertThat(path("readinessProbe")).isEqualTo("/actuator/health/readiness");
        assertThat(path("livenessProbe")).isEqualTo("/actuator/health/liveness");
        assertThat(path("startupProbe")).isEqualTo("/actuator/health/liveness");
        assertThat(map(container(), "resources")).containsKeys("requests", "limits");
        assertThat(map(container(), "lifecycle")).containsKey("preStop");
    }

    @Test
    void kubernetesGetsSecretsByReferenceOnly() throws IOException {
        for (Object variable : (List<?>) container().get("env")) {
            assertThat(map((Map<?, ?>) variable, "valueFrom")).containsKey("secretKeyRef");
        }
        assertThat(Files.readString(Path.of("k8s/configmap.yaml")))
                .doesNotContainIgnoringCase("password")
                .doesNotContainIgnoringCase("api-key");
    }

    @Test
    void kustomizeNamesEveryFile() throws IOException {
        try (var files = Files.list(Path.of("k8s"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("kustomization.yaml"))
                            .sorted()
                            .toList();
            assertThat(yaml("k8s/kustomization.yaml").get("resources")).isEqualTo(names);
        }
    }

    @Test
    void composeStartsTheHubWhenItsServersServe() throws IOException {
        Map<String, Object> services = map(yaml("docker-compose.yml"), "services");
        assertThat(services).containsOnlyKeys("hub", "postgres", "kafka");
        Map<String, Object> waits = map(map(services, "hub"), "depends_on");
        for (String server : List.of("postgres", "kafka")) {
            assertThat(map(waits, server)).containsEntry("condition", "service_healthy");
            assertThat(map(services, server)).containsKey("healthcheck");
        }
    }

    @Test
    void composeHoldsNoSecret() throws IOException {
        assertThat(Files.readString(Path.of("docker-compose.yml")))
                .doesNotContain("PASSWORD", "SERAI_API_KEY");
        assertThat(Files.readString(Path.of(".gitignore"))).contains("secrets/");
    }

    @Test
    void secretsAreMadeOnceAndForTheirOwnerAlone(@TempDir Path folder) throws Exception {
        Path script = Files.createDirectory(folder.resolve("bin")).resolve("secrets");
        Files.copy(Path.of("bin/secrets"), script, StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(run(Map.of(), script.toString())).isZero();
        Path hub = folder.resolve("secrets/hub.env");
        assertThat(Files.readString(hub))
                .containsPattern("SERAI_API_KEY=[0-9a-f]{64}\n")
                .containsPattern("SERAI_DATABASE_PASSWORD=[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(hub)))
                .isEqualTo("rw-------");
        assertThat(run(Map.of(), script.toString())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"200,0", "503,1"})
    void theImageIsHealthyWhenTheHubIsReady(int status, int code) throws Exception {
        HttpServer hub =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        hub.start();
        try {
            Map<String, String> environment =
                    Map.of("SERVER_PORT", String.valueOf(hub.getAddress().getPort()));
            assertThat(run(environment, healthCommand())).isEqualTo(code);
        } finally {
            hub.stop(0);
        }
    }

    @Test
    void theImageRunsAsAnOrdinaryUser() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("\nUSER 10001:10001\n");
    }

    private static String[] healthCommand() throws IOException {
        Matcher command =
                Pattern.compile("HEALTHCHECK .*?CMD (\\[.*?])\n", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("Dockerfile")));
        assertThat(command.find()).isTrue();
        return new ObjectMapper().readValue(command.group(1), String[].class);
    }

    private static int run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private static Map<String, Object> pod() throws IOException {
        return map(map(map(yaml("k8s/deployment.yaml"), "spec"), "template"), "spec");
    }

    private static Map<String, Object> container() throws IOException {
        return map((Map<?, ?>) ((List<?>) pod().get("containers")).getFirst());
    }

    private static Object path(String probe) throws IOException {
        return map(map(container(), probe), "httpGet").get("path");
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return map(
                (Map<?, ?>)
                        new Yaml(new SafeConstructor(new LoaderOptions()))
                                .load(Files.readString(Path.of(file))));
    }

    private static Map<String, Object> map(Map<?, ?> parent, String key) {
        assertThat(parent.containsKey(key)).as(key).isTrue();
        return map((Map<?, ?>) parent.get(key));
    }

    @SuppressWarnings("unchecked") // YAML's keys are texts in these files
    private static Map<String, Object> map(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
