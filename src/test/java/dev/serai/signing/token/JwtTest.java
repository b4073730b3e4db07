package dev.serai.signing.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.serai.signing.KnownAnswers;
import dev.serai.signing.KnownAnswers.Answer;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.TestKeys;
import dev.serai.signing.TestRequest;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verifier;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.keys.KeySources;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.options.Schemes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JwtTest {

    private static final Instant NOW = TestRequest.NOW;
    private static final String PLACE = "https://keys.example.com/certs";
    private static final Map<String, String> OPTIONS =
            Map.of(
                    "scheme",
                    "jwt",
                    "algorithm",
                    "RS256",
                    "signature",
                    "header:Authorization",
                    "prefix",
                    "Bearer ",
                    "keys",
                    PLACE,
                    "issuer",
                    "https://issuer.example.com, issuer.example.com",
                    "audience",
                    "hub");

    private static RSAKey key;
    private static RSAKey another;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        another = new RSAKeyGenerator(2048).keyID("two").generate();
    }

    @Test
    void takesATokenOfTheProvidersKeysWithTheClaimsItMustHave() throws JOSEException {
        assertThat(verdict(signed(key, claims()))).isEqualTo(Verdict.AUTHENTIC);
        assertThat(verdict(signed(another, claims()))).isEqualTo(Verdict.WRONG);
        assertThat(verdict(signed(key, claims().issuer("issuer.example.com"))))
                .isEqualTo(Verdict.AUTHENTIC);
        assertThat(verdict(signed(key, claims().issuer("somebody")))).isEqualTo(Verdict.WRONG);
        assertThat(verdict(signed(key, claims().issuer(null)))).isEqualTo(Verdict.WRONG);
        assertThat(verdict(signed(key, claims().audience("another")))).isEqualTo(Verdict.WRONG);
        assertThat(verdict(signed(key, claims().audience(List.of("x", "hub")))))
                .isEqualTo(Verdict.AUTHENTIC);
    }

    @Test
    void judgesItsAgeByItsExpiryOrElseByWhenItWasIssued() throws JOSEException {
        assertThat(verdict(signed(key, claims().expirationTime(at(-1))))).isEqualTo(Verdict.STALE);
        assertThat(verdict(signed(key, claims().expirationTime(null))))
                .isEqualTo(Verdict.AUTHENTIC);
        assertThat(verdict(signed(key, claims().expirationTime(null).issueTime(at(-301)))))
                .isEqualTo(Verdict.STALE);
        assertThat(verdict(signed(key, claims().expirationTime(null).issueTime(null))))
                .isEqualTo(Verdict.STALE);
        assertThat(verdict(signed(key, claims().issueTime(at(301))))).isEqualTo(Verdict.STALE);
        assertThat(verdict(signed(key, claims().notBeforeTime(at(301))))).isEqualTo(Verdict.STALE);
    }

    @Test
    void isNotTalkedIntoAnotherAlgorithm() throws Exception {
        assertThat(verdict("Bearer " + new PlainJWT(claims().build()).serialize()))
                .isEqualTo(Verdict.WRONG);
        SignedJWT mac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        mac.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertThat(verdict("Bearer " + mac.serialize())).isEqualTo(Verdict.WRONG);
        SignedJWT pss =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("one").build(),
                        claims().build());
        pss.sign(new RSASSASigner(key));
        assertThat(verdict("Bearer " + pss.serialize())).isEqualTo(Verdict.WRONG);
        for (String garbage :
                new String[] {"Bearer ", "Bearer a.b.c", "Bearer ..", "x", "e30.e30."}) {
            assertThat(verdict(garbage)).as(garbage).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void saysWhatIsWrongWithAToken() throws JOSEException {
        String right = signed(key, claims());
        assertThat(advice(right.substring("Bearer ".length()))).contains("leave it out");
        assertThat(advice("Bearer Token " + right)).contains("Bearer");
        assertThat(advice(signed(another, claims()))).contains("There is no such key");
        assertThat(advice(signed(key, claims().issuer("somebody")))).contains("iss");
        assertThat(advice(signed(key, claims().expirationTime(at(-60)))))
                .contains("ended 1 min 0 s ago");
        assertThat(advice(signed(key, claims().issueTime(at(600))))).contains("not good yet");
        assertThat(advice(signed(key, claims().expirationTime(null).issueTime(null))))
                .contains("neither iat nor exp");
    }

    @Test
    void looksAgainForAKeyThatIsNewAndSaysWhenItCannot() throws JOSEException {
        List<Duration> asked = new ArrayList<>();
        Documents rotating =
                (wanted, ageMax) -> {
                    asked.add(ageMax);
                    return jwks(asked.size() == 1 ? key : another);
                };
        assertThat(verdict(signed(another, claims()), rotating)).isEqualTo(Verdict.AUTHENTIC);
        assertThat(asked).containsExactly(Documents.LIFETIME, Duration.ofMinutes(1));
        Documents away =
                (wanted, ageMax) -> {
                    throw new Documents.Unavailable("away");
                };
        assertThat(verdict(signed(key, claims()), away)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void asksPlaidForEachKey() {
        Answer plaid = KnownAnswers.named("plaid-1");
        String id = "6c5516e1-92dc-479e-a8ff-5a51992e0001";
        String key = plaid.secret().replaceAll("(?s).*\\[(.*)].*", "$1");
        List<Documents.Wanted> asked = new ArrayList<>();
        Map<String, String> options = new HashMap<>(plaid.options());
        options.remove("key");
        options.put("keys", "plaid-sandbox");
        String[] expiry = {"null"};
        Documents documents =
                (wanted, ageMax) -> {
                    asked.add(wanted);
                    return ("{\"key\":"
                                    + key.replaceFirst("}$", ",\"expired_at\":" + expiry[0] + "}")
                                    + "}")
                            .getBytes(StandardCharsets.UTF_8);
                };
        Verifier verifier =
                Schemes.read(options, new KeySources(documents, Set.of()))
                        .with(List.of(Secret.of("client:geheim")));
        assertThat(verifier.verify(plaid.request(), plaid.now()).verdict())
                .isEqualTo(Verdict.AUTHENTIC);
        assertThat(asked.getFirst().uri())
                .hasToString("https://sandbox.plaid.com/webhook_verification_key/get");
        assertThat(asked.getFirst().question())
                .isEqualTo(
                        "{\"client_id\":\"client\",\"secret\":\"geheim\",\"key_id\":\""
                                + id
                                + "\"}");
        assertThat(asked.getFirst().toString()).doesNotContain("geheim");
        expiry[0] = "1560211799";
        assertThat(verifier.verify(plaid.request(), plaid.now()).verdict())
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void signsWhatItAccepts() throws JOSEException {
        Scheme scheme = Schemes.read(OPTIONS, new KeySources((wanted, age) -> jwks(key), Set.of()));
        String own = Base64.getEncoder().encodeToString(key.toRSAPrivateKey().getEncoded());
        DraftMessage signed = scheme.sign(draft(), Secret.of(own), NOW);
        assertThat(scheme.with(List.of()).verify(signed, NOW).verdict())
                .isEqualTo(Verdict.AUTHENTIC);
        Map<String, String> shared =
                Map.of("scheme", "jwt", "algorithm", "HS256", "signature", "query:jwt");
        Scheme known = Schemes.read(shared, TestKeys.NONE);
        Secret secret = Secret.of("a secret of 32 bytes and more than that");
        DraftMessage token = known.sign(draft(), secret, NOW);
        assertThat(known.with(List.of(secret)).verify(token, NOW).verdict())
                .isEqualTo(Verdict.AUTHENTIC);
        assertThat(
                        known.with(List.of(Secret.of("another secret of 32 bytes and more")))
                                .verify(token, NOW)
                                .verdict())
                .isEqualTo(Verdict.WRONG);
    }

    private static DraftMessage draft() {
        return new DraftMessage("POST", "https://hub.example.com/in/x", List.of(), new byte[] {1});
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://issuer.example.com")
                .audience("hub")
                .issueTime(at(-100))
                .expirationTime(at(100));
    }

    private static Date at(long second) {
        return Date.from(NOW.plusSeconds(second));
    }

    private static String signed(RSAKey by, JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(),
                        claims.build());
        jwt.sign(new RSASSASigner(by));
        return "Bearer " + jwt.serialize();
    }

    private static byte[] jwks(RSAKey one) {
        return new JWKSet(one.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String advice(String authorization) {
        return Schemes.read(OPTIONS, new KeySources((wanted, ageMax) -> jwks(key), Set.of()))
                .with(List.of())
                .explain(draft().withHeader("Authorization", authorization), NOW)
                .advice()
                .getFirst();
    }

    private static Verdict verdict(String authorization) {
        return verdict(authorization, (wanted, ageMax) -> jwks(key));
    }

    private static Verdict verdict(String authorization, Documents documents) {
        return Schemes.read(OPTIONS, new KeySources(documents, Set.of()))
                .with(List.of())
                .verify(draft().withHeader("Authorization", authorization), NOW)
                .verdict();
    }
}
