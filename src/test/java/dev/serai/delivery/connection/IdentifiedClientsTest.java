package dev.serai.delivery.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.Secret;
import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.secret.ClientIdentity;
import dev.serai.testing.TestTls;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client for each certificate: how many there are, and when one ends. */
final class IdentifiedClientsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Trust trust = new Trust(List.of());
    private final CheckedDns dns =
            new CheckedDns(
                    new AllowedAddresses(List.of()),
                    LookUps.threads(),
                    SECOND,
                    "",
                    InetAddress::getAllByName);
    private final IdentifiedClients clients =
            new IdentifiedClients(
                    identity ->
                            Client.open(
                                    dns,
                                    null,
                                    new HttpTimes(SECOND, SECOND),
                                    trust.context(identity.open())));

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void keepsABoundedNumberAndOneThatIsUsedUntilItsUsersHaveEnded() {
        IdentifiedClients.Use first = clients.use(identity(0));
        IdentifiedClients.Use again = clients.use(identity(0));
        assertThat(again).isSameAs(first);
        for (int i = 1; i <= IdentifiedClients.KEPT_MAX; i++) {
            clients.use(identity(i)).close();
        }
        assertThat(clients.size()).isEqualTo(IdentifiedClients.KEPT_MAX + 1);
        first.close();
        assertThat(clients.size()).isEqualTo(IdentifiedClients.KEPT_MAX + 1);
        again.close();
        assertThat(clients.size()).isEqualTo(IdentifiedClients.KEPT_MAX);
        assertThatThrownBy(
                        () ->
                                first.client()
                                        .http()
                                        .executeOpen(null, new HttpPost("http://1.1.1.1/"), null))
                .hasMessageContaining("shut down");
        try (IdentifiedClients.Use anew = clients.use(identity(0))) {
            assertThat(anew).isNotSameAs(first);
        }
    }

    /** The same one, but for what stands around it. */
    private static ClientIdentity identity(int number) {
        return new ClientIdentity(Secret.of(TestTls.pem("client") + number));
    }
}
