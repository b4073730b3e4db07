package dev.serai.ops.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.ops.embedded.StartRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RefuseMissingSettingsTest {

    @Test
    void namesAllThatALeanHubNeeds() {
        assertThatThrownBy(() -> check(Map.of(), false))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll(
                        "serai.database.url (SERAI_DATABASE_URL)",
                        "SERAI_DATABASE_USERNAME",
                        "SERAI_DATABASE_PASSWORD",
                        "SERAI_KAFKA_BOOTSTRAP_SERVERS",
                        "SERAI_API_KEY");
    }

    @Test
    void namesOnlyWhatIsMissing() {
        assertThatThrownBy(
                        () ->
                                check(
                                        Map.of(
                                                "serai.database.url", "jdbc:postgresql://db/serai",
                                                "serai.api-key", "k"),
                                        false))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("SERAI_KAFKA_BOOTSTRAP_SERVERS")
                .hasMessageNotContaining("SERAI_DATABASE_URL")
                .hasMessageNotContaining("SERAI_API_KEY");
    }

    @Test
    void wantsAKeyForADatabaseThatIsNotTheHubsOwn() {
        assertThatThrownBy(
                        () -> check(Map.of("serai.database.url", "jdbc:postgresql://db/x"), true))
                .hasMessageContaining("SERAI_API_KEY");
    }

    @Test
    void needsNothingWhenItBringsItsServersAlong() {
        assertThatCode(() -> check(Map.of(), true)).doesNotThrowAnyException();
    }

    private static void check(Map<String, Object> settings, boolean bringsServers) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new RefuseMissingSettings(environment, bringsServers, bringsServers).check();
    }
}
