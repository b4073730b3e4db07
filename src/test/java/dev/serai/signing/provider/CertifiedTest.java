package dev.serai.signing.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.TestKeys;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.keys.KeySources;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.options.Schemes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that name the certificate they are signed with; the keys here are made for this test.
 */
class CertifiedTest {

    /** Within the certificates' time. */
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private static final String PLACE = "https://api.paypal.com/v1/notifications/certs/CERT-1";
    private static final String WEBHOOK = "1JE4291016473214C";
    private static final String TOPIC = "arn:aws:sns:us-east-1:1:topic";

    @Test
    void takesPayPalsMessagesWhenTheirCertificateIsVouchedFor() throws Exception {
        Scheme paypal = paypal(text("chain.pem"));
        DraftMessage signed = signed(paypal);
        assertThat(verdict(paypal, WEBHOOK, signed)).isEqualTo(Verdict.AUTHENTIC);
        assertThat(verdict(paypal, "another", signed)).isEqualTo(Verdict.WRONG);
        assertThat(verdict(paypal, WEBHOOK, signed.withBody(new byte[] {1})))
                .isEqualTo(Verdict.WRONG);
        assertThat(verdict(paypal, WEBHOOK, signed.withHeader("PAYPAL-TRANSMISSION-ID", "2")))
                .isEqualTo(Verdict.WRONG);
        assertThat(verdict(paypal, WEBHOOK, signed.withHeader("PAYPAL-AUTH-ALGO", "NONE")))
                .isEqualTo(Verdict.WRONG);
        assertThat(verdict(paypal, WEBHOOK, signed.withHeader("PAYPAL-TRANSMISSION-SIG", "")))
                .isEqualTo(Verdict.MISSING);
        Verifier rotated = paypal.with(List.of(Secret.of("a new one"), Secret.of(WEBHOOK)));
        assertThat(rotated.verify(signed, NOW).match()).isEqualTo(Verification.Match.PREVIOUS);
        assertThat(rotated.verify(signed, NOW.plus(Duration.ofDays(5))).verdict())
                .isEqualTo(Verdict.STALE);
    }

    @Test
    void refusesCertificatesThatNobodyVouchesForOrOfAnother() throws Exception {
        Scheme paypal = paypal(text("chain.pem"));
        DraftMessage signed = signed(paypal);
        assertThat(verdict(paypal(text("chain-of-another.pem")), WEBHOOK, signed))
                .isEqualTo(Verdict.WRONG);
        assertThat(verdict(paypal("no certificate"), WEBHOOK, signed)).isEqualTo(Verdict.WRONG);
        KeySources nobody =
                TestKeys.of(
                        Map.of(PLACE, text("chain.pem")),
                        KeySources.overHttps(() -> NOW).anchors());
        assertThat(verdict(Schemes.read(Map.of("scheme", "paypal"), nobody), WEBHOOK, signed))
                .isEqualTo(Verdict.WRONG);
        Instant after = Instant.parse("2999-01-01T00:00:00Z");
        assertThat(paypal.with(List.of(Secret.of(WEBHOOK))).verify(signed, after).verdict())
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void findsWhatIsSetUpWronglyOrWasChanged() throws Exception {
        Scheme paypal = paypal(text("chain.pem"));
        DraftMessage signed = signed(paypal);
        byte[] longer = (new String(signed.body(), StandardCharsets.UTF_8) + "\n").getBytes();
        assertThat(advice(paypal, WEBHOOK, signed.withBody(longer)))
                .contains("without the white space around it");
        assertThat(advice(paypal, WEBHOOK + "\n", signed)).contains("white space");
        assertThat(advice(paypal, "another", signed)).contains("the id of the webhook");
        assertThat(advice(paypal, WEBHOOK, signed.withHeader("PAYPAL-TRANSMISSION-SIG", "")))
                .contains("sends it signed");
    }

    private static String advice(Scheme scheme, String secret, SignedMessage message) {
        return scheme.with(List.of(Secret.of(secret))).explain(message, NOW).advice().getFirst();
    }

    @Test
    void asksToComeAgainWhenTheCertificateCannotBeHad() throws Exception {
        DraftMessage signed = signed(paypal(text("chain.pem")));
        Scheme offline = Schemes.read(Map.of("scheme", "paypal"), keys(Map.of()));
        assertThat(verdict(offline, WEBHOOK, signed)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.paypal.com/certs/1",
                "https://api.paypal.com.example.org/certs/1",
                "https://example.org/api.paypal.com/certs/1",
                "https://notpaypal.com/certs/1",
                "https://api.paypal.com@example.org/certs/1",
                "https://api.paypal.com:8443/certs/1",
                "https://api.paypal.com/certs/1?to=https://example.org",
                "file:///etc/passwd",
                "not a URL",
            })
    void goesToNoPlaceButPayPals(String place) throws Exception {
        Scheme paypal =
                Schemes.read(Map.of("scheme", "paypal"), keys(Map.of(place, text("chain.pem"))));
        DraftMessage signed = signed(paypal).withHeader("PAYPAL-CERT-URL", place);
        assertThat(verdict(paypal, WEBHOOK, signed)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sns.eu-west-1.amazonaws.com/Simple-1.pem, AUTHENTIC",
        "https://sns.cn-north-1.amazonaws.com.cn/Simple-1.pem, AUTHENTIC",
        "http://sns.eu-west-1.amazonaws.com/Simple-1.pem, WRONG",
        "https://sns.eu-west-1.amazonaws.com/Simple-1.pem?x, WRONG",
        "https://sns.eu-west-1.amazonaws.com/../Simple-1.pem, WRONG",
        "https://sns.eu-west-1.amazonaws.com.example.org/Simple-1.pem, WRONG",
        "https://bucket.s3.amazonaws.com/Simple-1.pem, WRONG",
        "https://sns.x.s3.amazonaws.com/Simple-1.pem, WRONG",
    })
    void goesToNoPlaceButAmazons(String place, Verdict verdict) throws Exception {
        Scheme sns =
                Schemes.read(Map.of("scheme", "aws-sns"), keys(Map.of(place, text("chain.pem"))));
        assertThat(verdict(sns, TOPIC, notification(sns, place))).isEqualTo(verdict);
    }

    @Test
    void takesOnlyMessagesOfItsTopic() throws Exception {
        String place = "https://sns.eu-west-1.amazonaws.com/Simple-1.pem";
        Scheme sns =
                Schemes.read(Map.of("scheme", "aws-sns"), keys(Map.of(place, text("chain.pem"))));
        DraftMessage signed = notification(sns, place);
        assertThat(verdict(sns, TOPIC + "2", signed)).isEqualTo(Verdict.WRONG);
        String raw = "{\"Message\":\"raw delivery\"}";
        assertThat(verdict(sns, TOPIC, signed.withBody(raw.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Verdict.MISSING);
        assertThatThrownBy(() -> sns.with(List.of())).hasMessageContaining("ARN of the topic");
    }

    private static DraftMessage notification(Scheme sns, String place) {
        String body =
                "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"TopicArn\":\"%s\",\"Message\":\"ä\","
                        + "\"SigningCertURL\":\"%s\"}";
        return sns.sign(
                new DraftMessage(
                        "POST",
                        "https://hub.example.com/in/sns",
                        List.of(),
                        body.formatted(TOPIC, place).getBytes(StandardCharsets.UTF_8)),
                Secret.of(text("leaf-key.txt")),
                NOW);
    }

    private static Scheme paypal(String chain) throws Exception {
        return Schemes.read(Map.of("scheme", "paypal"), keys(Map.of(PLACE, chain)));
    }

    private static DraftMessage signed(Scheme paypal) {
        DraftMessage draft =
                new DraftMessage(
                        "POST",
                        "https://hub.example.com/in/paypal",
                        List.of(new DraftMessage.Line("PAYPAL-CERT-URL", PLACE)),
                        "{\"id\":\"WH-1\"}".getBytes(StandardCharsets.UTF_8));
        return paypal.sign(draft, Secret.of(WEBHOOK + ":" + text("leaf-key.txt")), NOW);
    }

    private static Verdict verdict(Scheme scheme, String secret, SignedMessage message) {
        return scheme.with(List.of(Secret.of(secret))).verify(message, NOW).verdict();
    }

    private static KeySources keys(Map<String, String> documents) throws GeneralSecurityException {
        byte[] pem = text("root.pem").getBytes(StandardCharsets.UTF_8);
        X509Certificate root =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(pem));
        return TestKeys.of(documents, Set.of(new TrustAnchor(root, null)));
    }

    private static String text(String name) {
        try (InputStream in = CertifiedTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
