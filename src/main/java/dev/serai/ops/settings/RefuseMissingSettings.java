package dev.serai.ops.settings;

import dev.serai.ops.embedded.StartRefused;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Stops the start when it lacks what it needs: a hub that brings no servers along must be told
 * which to use, and one whose database is not its own must be given its key.
 */
final class RefuseMissingSettings {

    private final Environment environment;
    private final boolean bringsPostgres;
    private final boolean bringsKafka;

    RefuseMissingSettings(Environment environment, boolean bringsPostgres, boolean bringsKafka) {
        this.environment = environment;
        this.bringsPostgres = bringsPostgres;
        this.bringsKafka = bringsKafka;
    }

    /**
     * @throws StartRefused naming all that is missing
     */
    void check() {
        List<String> missing = new ArrayList<>();
        boolean noDatabase = isMissing("serai.database.url");
        if (noDatabase && !bringsPostgres) {
            missing.add(
                    "serai.database.url (SERAI_DATABASE_URL): JDBC URL of a PostgreSQL 15 or"
                            + " newer, as in jdbc:postgresql://host:5432/serai");
            missing.add("serai.database.username (SERAI_DATABASE_USERNAME)");
            missing.add("serai.database.password (SERAI_DATABASE_PASSWORD)");
        }
        if (isMissing("serai.kafka.bootstrap-servers") && !bringsKafka) {
            missing.add(
                    "serai.kafka.bootstrap-servers (SERAI_KAFKA_BOOTSTRAP_SERVERS): host:port of"
                            + " a Kafka 3.7 or newer, or none to run without");
        }
        if (isMissing("serai.api-key") && !(noDatabase && bringsPostgres)) {
            missing.add(
                    "serai.api-key (SERAI_API_KEY): the key of the API, a long random text such"
                            + " as openssl rand -hex 32 prints");
        }
        if (!missing.isEmpty()) {
            throw new StartRefused(
                    "This hub does not bring servers of its own along and needs these settings:\n\n  "
                            + String.join("\n  ", missing),
                    "Set them in config/application.yaml beside the hub, or as environment"
                            + " variables.");
        }
    }

    private boolean isMissing(String key) {
        return environment.getProperty(key, "").isBlank();
    }
}
