package dev.serai.signing.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.serai.signing.Secret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void signsThePublishedExample() {
        assertThat(StandardWebhooks.sign(Secret.of(SECRET), ID, TIME, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void signsWhatTheOfficialLibraryAccepts() throws Exception {
        Instant now = Instant.now();
        String signature = StandardWebhooks.sign(Secret.of(SECRET), ID, now, BODY);
        HttpHeaders headers =
                HttpHeaders.of(
                        Map.of(
                                "webhook-id", List.of(ID),
                                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                                "webhook-signature", List.of(signature)),
                        (name, value) -> true);
        new Webhook(SECRET).verify(new String(BODY, StandardCharsets.UTF_8), headers);
        assertThatThrownBy(() -> new Webhook(SECRET).verify("{}", headers)).isNotNull();
    }

    @Test
    void acceptsOneRightSignatureAmongOthers() {
        assertThat(verify("v1a,xyz v2,abc v1,AAAA " + SIGNATURE)).isTrue();
    }

    @Test
    void refusesWhatIsNoSignatureOfTheSecret() {
        assertThat(verify("")).isFalse();
        assertThat(verify("v1,")).isFalse();
        assertThat(verify("v1,not base64")).isFalse();
        assertThat(verify(SIGNATURE.substring("v1,".length()))).isFalse();
        assertThat(verify("v2," + SIGNATURE.substring("v1,".length()))).isFalse();
        assertThat(verify(SIGNATURE.replace("g0h", "g1h"))).isFalse();
    }

    @Test
    void readsASecretWithoutItsPrefixOrItsPadding() {
        Secret bare = Secret.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(StandardWebhooks.sign(bare, ID, TIME, BODY)).isEqualTo(SIGNATURE);
    }

    private static boolean verify(String signatures) {
        return StandardWebhooks.verify(
                Secret.of(SECRET), ID, Long.toString(TIME.getEpochSecond()), BODY, signatures);
    }
}
