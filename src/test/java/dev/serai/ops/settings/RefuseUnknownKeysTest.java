package dev.serai.ops.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.ops.embedded.StartRefused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class RefuseUnknownKeysTest {

    @ConfigurationProperties("serai.kafka")
    record Kafka(String topic, Map<String, String> properties) {}

    @Test
    void namesTheKeyItsPlaceAndWhatWasMeant() {
        assertThatThrownBy(() -> check(Map.of("serai.kafka.topik", "x"), Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("serai.kafka.topik (a file); is serai.kafka.topic meant?");
    }

    @Test
    void namesAVariableInItsOwnSpelling() {
        assertThatThrownBy(() -> check(Map.of(), Map.of("SERAI_KAFKA_TOPIK", "x")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(
                        "SERAI_KAFKA_TOPIK (environment); is SERAI_KAFKA_TOPIC meant?");
    }

    @Test
    void namesAllOfThemAtOnceAndNoValue() {
        assertThatThrownBy(
                        () ->
                                check(
                                        Map.of("serai.one", "secret-1", "serai.two", "secret-2"),
                                        Map.of()))
                .hasMessageContainingAll("serai.one", "serai.two")
                .hasMessageNotContaining("secret-");
    }

    @Test
    void letsKnownOnesAndOthersPass() {
        assertThatCode(
                        () ->
                                check(
                                        Map.of(
                                                "serai.kafka.topic", "x",
                                                "serai.kafka.properties.sasl.mechanism", "x",
                                                "spring.x", "x"),
                                        Map.of("SERAI_KAFKA_PROPERTIES_ACKS", "x", "PATH", "x")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERAI_SERVICE_HOST",
                "SERAI_SERVICE_PORT",
                "SERAI_SERVICE_PORT_HTTP",
                "SERAI_PORT",
                "SERAI_PORT_8080_TCP",
                "SERAI_PORT_8080_TCP_ADDR",
                "SERAI_POSTGRES_SERVICE_HOST",
                "SERAI_POSTGRES_PORT_5432_TCP_PROTO"
            })
    void letsPassWhatKubernetesPutsIntoEachContainer(String variable) {
        assertThatCode(() -> check(Map.of(), Map.of(variable, "x"))).doesNotThrowAnyException();
    }

    private static void check(Map<String, Object> file, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.forEach(source -> sources.remove(source.getName()));
        sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        sources.addLast(new MapPropertySource("a file", file));
        new RefuseUnknownKeys(environment, KnownKeys.of(List.of(Kafka.class))).check();
    }
}
