package dev.serai.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AnnounceStartTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Object> settings = new HashMap<>(Map.of("local.server.port", 8080));

    @Test
    void tellsOnceWhereEverythingIs() {
        AnnounceStart announce = announce();
        send(announce, ReadinessState.ACCEPTING_TRAFFIC);
        send(announce, ReadinessState.REFUSING_TRAFFIC);
        send(announce, ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(printed())
                .isEqualTo(
                        """

                        Serai 1 is ready.

                          webhooks in   http://localhost:8080/in/{source}
                          API           http://localhost:8080/api/v1
                          live stream   http://localhost:8080/api/v1/stream
                          health        http://localhost:8080/actuator/health
                          Kafka         none
                          PostgreSQL    jdbc:postgresql://db/serai
                          data          /data
                          API key       as configured

                        """);
    }

    @Test
    void namesThePortThatHealthWasSplitOffTo() {
        settings.put("local.management.port", 8081);
        send(announce(), ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(printed())
                .contains("http://localhost:8081/actuator/health")
                .contains("http://localhost:8080/in/");
    }

    @Test
    void printsNothingAmongStructuredLogs() {
        settings.put("logging.structured.format.console", "ecs");
        send(announce(), ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(printed()).isEmpty();
    }

    private AnnounceStart announce() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new AnnounceStart(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                environment,
                "Serai 1 is ready.",
                new AnnounceStart.Servers("none", "jdbc:postgresql://db/serai", "/data"),
                () -> "as configured");
    }

    private static void send(AnnounceStart announce, ReadinessState state) {
        announce.onApplicationEvent(new AvailabilityChangeEvent<>("test", state));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
