package dev.serai.signing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of both versions, against answers that others have published. */
final class WebhookKeyTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String PAIR =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

    @Test
    void signsSymmetricallyAsTheStandardsExampleDoes() {
        WebhookKey key = WebhookKey.of(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(key.sign(ID, AT, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(key.forReceiver()).isEqualTo(key.secret());
    }

    @Test
    void signsAsymmetricallyAsThePublishedExampleDoes() {
        WebhookKey key = WebhookKey.of(Secret.of(PAIR));
        assertThat(key.sign(ID, AT, BODY))
                .isEqualTo(
                        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
        assertThat(key.forReceiver().reveal())
                .isEqualTo("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    }

    @Test
    void whatItSignsAsymmetricallyIsVerifiedWithThePublicHalfAlone() throws Exception {
        WebhookKey key = WebhookKey.newAsymmetric(new SecureRandom());
        String half = key.forReceiver().reveal().substring("whpk_".length());
        byte[] spki =
                HexFormat.of()
                        .parseHex(
                                "302a300506032b6570032100"
                                        + HexFormat.of()
                                                .formatHex(Base64.getDecoder().decode(half)));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update((ID + "." + AT.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        verifier.update(BODY);
        String signature = key.sign(ID, AT, BODY).substring("v1a,".length());
        assertThat(verifier.verify(Base64.getDecoder().decode(signature))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_",
                "whsec_%%%",
                "whsec_c2hvcnQ=",
                "c2hvcnQ=",
                "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6KvA=="
            })
    void refusesWhatIsNoKeyWithoutTellingIt(String text) {
        assertThatThrownBy(() -> WebhookKey.chosen(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(120))
                .satisfies(e -> assertThat(e.getMessage() + " ").doesNotContain(end(text)));
    }

    @Test
    void takesAChosenKeyWithoutItsPrefixAndPrintsNone() {
        WebhookKey key = WebhookKey.chosen("C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        assertThat(key.secret().reveal()).isEqualTo("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        assertThat(key.toString()).doesNotContain("C2FV");
    }

    /** Its last characters; a space where there are hardly any. */
    private static String end(String text) {
        return text.length() > 10 ? text.substring(text.length() - 4) : "  ";
    }
}
