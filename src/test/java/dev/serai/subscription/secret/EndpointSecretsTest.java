package dev.serai.subscription.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.outbound.WebhookKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What signs while a secret is being changed. */
final class EndpointSecretsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final byte[] BODY = {1};

    private final EndpointSecrets first = EndpointSecrets.of(key());

    @Test
    void everyKeySignsUntilItsTimeIsOver() {
        EndpointSecrets second = first.rotated(key(), NOW, DAY);
        EndpointSecrets third =
                second.rotated(WebhookKey.newAsymmetric(new SecureRandom()), NOW, DAY);
        assertThat(third.signatures("a", NOW, BODY).split(" "))
                .hasSize(3)
                .contains(first.signatures("a", NOW, BODY))
                .anyMatch(signature -> signature.startsWith("v1a,"));
        assertThat(third.signatures("a", NOW.plus(DAY), BODY)).startsWith("v1a,");
        assertThat(third.signatures("a", NOW.plus(DAY), BODY).split(" ")).hasSize(1);
    }

    @Test
    void aKeyThatLeakedSignsNothingAnyMore() {
        EndpointSecrets second = first.rotated(key(), NOW, Duration.ZERO);
        assertThat(second.previous()).isEmpty();
    }

    @Test
    void tenPreviousKeysSignAtMost() {
        EndpointSecrets secrets = first;
        for (int i = 0; i < EndpointSecrets.PREVIOUS_MAX; i++) {
            secrets = secrets.rotated(key(), NOW, DAY);
        }
        EndpointSecrets full = secrets;
        assertThat(full.signatures("a", NOW, BODY).split(" ")).hasSize(11);
        assertThatThrownBy(() -> full.rotated(key(), NOW, DAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(full.rotated(key(), NOW, Duration.ZERO).previous()).hasSize(10);
        assertThat(full.rotated(key(), NOW.plus(DAY), DAY).previous()).hasSize(1);
    }

    private static WebhookKey key() {
        return WebhookKey.newSymmetric(new SecureRandom());
    }
}
