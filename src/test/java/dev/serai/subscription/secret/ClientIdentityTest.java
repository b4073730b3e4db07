package dev.serai.subscription.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.testing.TestTls;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a client certificate with its key, and what is said of what is none. */
final class ClientIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void readsACertificateWithItsIssuersAndItsKeyInAnyOrder() {
        String client = TestTls.pem("client");
        String certificate = client.substring(0, client.indexOf("-----BEGIN PRIVATE KEY"));
        String key = client.substring(certificate.length());
        for (String pem :
                new String[] {
                    client,
                    key + certificate,
                    "Bag Attributes: <none>\n" + certificate + TestTls.pem("ca") + key
                }) {
            ClientCertificate read = ClientIdentity.checked(pem, NOW).open();
            assertThat(read.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=Hub");
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses(String pem, String why) {
        assertThatThrownBy(() -> ClientIdentity.checked(pem, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    static Stream<Arguments> wrong() throws Exception {
        String client = TestTls.pem("client");
        String other = TestTls.pem("client-other");
        String certificate = client.substring(0, client.indexOf("-----BEGIN PRIVATE KEY"));
        String key = client.substring(certificate.length());
        String otherKey = other.substring(other.indexOf("-----BEGIN PRIVATE KEY"));
        String rsa =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        KeyPairGenerator.getInstance("RSA")
                                                .generateKeyPair()
                                                .getPrivate()
                                                .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        return Stream.of(
                Arguments.of("nothing of the kind", "BEGIN CERTIFICATE"),
                Arguments.of(key, "BEGIN CERTIFICATE"),
                Arguments.of(certificate, "here are 0"),
                Arguments.of(client + key, "here are 2"),
                Arguments.of(certificate + otherKey, "not that of its first certificate"),
                Arguments.of(certificate + rsa, "cannot be read as the EC"),
                Arguments.of(
                        certificate + key.replace("PRIVATE KEY", "EC PRIVATE KEY"),
                        "openssl pkcs8 -topk8"),
                Arguments.of(
                        certificate + key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
                        "without a password"),
                Arguments.of(
                        certificate
                                + TestTls.pem("server").replaceAll("(?s)-----BEGIN PRIV.*", "")
                                + key,
                        "did not issue the one before it"),
                Arguments.of(client.replaceAll("MII", "AAA"), "cannot be read"),
                Arguments.of(TestTls.pem("client-expired"), "expired at 2026-01-01T00:00:00Z"));
    }

    @Test
    void refusesOneThatIsNotValidYet() {
        assertThatThrownBy(
                        () ->
                                ClientIdentity.checked(
                                        TestTls.pem("client"),
                                        Instant.parse("2019-01-01T00:00:00Z")))
                .hasMessageContaining("valid from 2020-01-01T00:00:00Z on");
    }

    @Test
    void printsNothingOfIt() {
        ClientIdentity identity = TestTls.identity("client");
        assertThat(new Credentials(null, identity) + " " + identity + " " + identity.open())
                .doesNotContain("BEGIN", "PRIVATE");
    }
}
