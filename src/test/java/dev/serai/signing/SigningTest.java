package dev.serai.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.KnownAnswers.Answer;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.options.Schemes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is signed here is what the providers would have signed. */
class SigningTest {

    @ParameterizedTest
    @MethodSource("symmetric")
    void makesTheSignatureThatTheProviderMade(Answer answer) {
        DraftMessage bare =
                new DraftMessage(
                        answer.request().method(),
                        answer.request().url(),
                        answer.request().lines().stream()
                                .map(line -> new DraftMessage.Line(line.name(), line.value()))
                                .toList(),
                        answer.request().body());
        Secret secret = Secret.of(answer.secret());
        DraftMessage signed = answer.scheme().sign(bare, secret, answer.now());
        Verifier verifier = answer.scheme().with(List.of(secret));
        assertThat(verifier.verify(signed, answer.now()).verdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(
                        answer.scheme()
                                .with(List.of(Secret.of("00" + answer.secret() + "00")))
                                .verify(signed, answer.now())
                                .verdict())
                .isEqualTo(Verdict.WRONG);
    }

    static Stream<Answer> symmetric() {
        return KnownAnswers.right()
                .filter(
                        answer ->
                                !answer.options()
                                        .getOrDefault("scheme", "hmac")
                                        .matches("ed25519|ecdsa|rsa|jwt|aws-sns|paypal"))
                // A secret of 00..00 around whsec_ is no base64.
                .filter(answer -> !answer.options().getOrDefault("key", "").equals("whsec"));
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, Ed25519, sha256",
        "ecdsa, EC, sha256",
        "ecdsa, EC, sha512",
        "rsa, RSA, sha256",
        "rsa, RSA, sha1"
    })
    void signsWithAPrivateKeyWhatThePublicOneAccepts(String name, String kind, String algorithm)
            throws GeneralSecurityException {
        Map<String, String> options =
                Map.of(
                        "scheme",
                        name,
                        "signature",
                        "header:S",
                        "signed",
                        "{header:Id}.{ts}.{body}",
                        "timestamp",
                        "header:T",
                        "algorithm",
                        name.equals("ed25519") ? "" : algorithm);
        KeyPair pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
        Scheme scheme = Schemes.read(options, TestKeys.NONE);
        DraftMessage signed =
                scheme.sign(
                        draft("{}").withHeader("Id", "1"),
                        Secret.of(base64(pair.getPrivate().getEncoded())),
                        TestRequest.NOW);
        Verifier verifier = scheme.with(List.of(Secret.of(base64(pair.getPublic().getEncoded()))));
        assertThat(verifier.verify(signed, TestRequest.NOW).verdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(verifier.verify(signed.withHeader("Id", "2"), TestRequest.NOW).verdict())
                .isEqualTo(Verdict.WRONG);
        assertThatThrownBy(() -> scheme.sign(draft("{}"), Secret.of("geheim"), TestRequest.NOW))
                .hasMessageContaining("private key of " + kind)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void setsTheTimeWhereverItIs() {
        Scheme inBody =
                Schemes.read(
                        Map.of(
                                "signature",
                                "header:S",
                                "timestamp",
                                "json:/at",
                                "timestampUnit",
                                "ms"),
                        TestKeys.NONE);
        DraftMessage signed =
                inBody.sign(draft("{\"at\": 1, \"a\": 2.00}"), Secret.of("s"), TestRequest.NOW);
        assertThat(signed.body()).asString().isEqualTo("{\"at\":1700000100000,\"a\":2.00}");
        Scheme paired =
                Schemes.read(
                        Map.of(
                                "signature",
                                "header:S",
                                "pair",
                                "v1",
                                "timestamp",
                                "pair:t",
                                "signed",
                                "{ts}.{body}"),
                        TestKeys.NONE);
        assertThat(paired.sign(draft("{}"), Secret.of("s"), TestRequest.NOW).header("S"))
                .singleElement()
                .asString()
                .matches("t=1700000100,v1=[0-9a-f]{64}");
    }

    private static DraftMessage draft(String body) {
        return new DraftMessage(
                "POST",
                "https://hub.example.com/in/x",
                List.of(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
