package dev.serai.signing.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.KnownAnswers;
import dev.serai.signing.KnownAnswers.Answer;
import dev.serai.signing.Secret;
import dev.serai.signing.TestRequest;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verification.Match;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.message.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    private static final Instant NOW = TestRequest.NOW;
    private static final Answer RAZORPAY = KnownAnswers.named("razorpay-1");
    private static final Answer STRIPE = KnownAnswers.named("stripe-1");
    private static final String RAZORPAY_SIGNATURE =
            RAZORPAY.request().header("X-Razorpay-Signature").getFirst();
    private static final String STRIPE_SIGNATURE =
            STRIPE.request().header("Stripe-Signature").getFirst().replaceAll(".*v1=", "");

    @Test
    void saysWhichSecretItWas() {
        Secret own = Secret.of(RAZORPAY.secret());
        assertThat(verify(List.of(own)))
                .isEqualTo(new Verification(Verdict.AUTHENTIC, Match.CURRENT));
        assertThat(verify(List.of(Secret.of("the new one"), own)))
                .isEqualTo(new Verification(Verdict.AUTHENTIC, Match.PREVIOUS));
        assertThat(verify(List.of(own, own)))
                .isEqualTo(new Verification(Verdict.AUTHENTIC, Match.CURRENT));
        assertThat(verify(List.of(Secret.of("another"))))
                .isEqualTo(new Verification(Verdict.WRONG, Match.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "zz, WRONG",
        "2fe0, WRONG",
        "2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bbc00, WRONG",
        "2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bb, WRONG",
        "2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bbd, WRONG",
        "2FE04E22977002E6C7CB553ADAB8B460CB9E2A4970D5953CB27A8472752E3BBC, AUTHENTIC",
        "'', MISSING",
    })
    void judgesSignaturesOfAnyForm(String signature, Verdict verdict) {
        TestRequest bare = new TestRequest("{\"a\":1,\"b\":2,\"c\":{\"d\":3}}");
        assertThat(verify(RAZORPAY, "123456", bare.with("X-Razorpay-Signature", signature)))
                .isEqualTo(verdict);
        assertThat(verify(RAZORPAY, "123456", bare)).isEqualTo(Verdict.MISSING);
    }

    @Test
    void refusesTwoSignaturesThatDiffer() {
        TestRequest request = RAZORPAY.request();
        assertThat(RAZORPAY.verdict(request.with("X-Razorpay-Signature", "00")))
                .isEqualTo(Verdict.AMBIGUOUS);
        assertThat(RAZORPAY.verdict(request.with("X-Razorpay-Signature", RAZORPAY_SIGNATURE)))
                .isEqualTo(Verdict.AUTHENTIC);
    }

    @Test
    void acceptsAnyOfSeveralSignaturesInAList() {
        assertThat(stripe("t=1700000000,v0=00,v1=" + "0".repeat(64) + ",v1=" + STRIPE_SIGNATURE))
                .isEqualTo(Verdict.AUTHENTIC);
        assertThat(stripe("t=1700000001,v1=" + STRIPE_SIGNATURE)).isEqualTo(Verdict.WRONG);
        assertThat(stripe("v1=" + STRIPE_SIGNATURE)).isEqualTo(Verdict.WRONG);
        assertThat(stripe("t=1700000000,v0=" + STRIPE_SIGNATURE)).isEqualTo(Verdict.WRONG);
        assertThat(stripe("=,,=,t")).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"1700000300, AUTHENTIC", "1700000301, STALE", "1699999699, STALE"})
    void judgesTheAgeOfAnAuthenticOne(long now, Verdict verdict) {
        assertThat(STRIPE.verdict(STRIPE.request().at(now))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "ms, 1700000000000, true",
        "ms, 1700000000, false",
        "s, soon, false",
        "s, 9223372036854775807, false",
        "s, '', false",
        "iso, 2023-11-14T22:13:20Z, true",
        "iso, 2023-11-14T23:13:20+01:00, true",
        "iso, yesterday, false"
    })
    void readsTimesOfEveryUnit(String unit, String timestamp, boolean fresh) {
        TimestampRule rule =
                new TimestampRule(
                        Place.of("header:ts"),
                        "",
                        TimestampRule.Unit.of(unit),
                        Duration.ofMinutes(5));
        assertThat(rule.isFresh(timestamp, NOW)).isEqualTo(fresh);
    }

    @Test
    void signsAPartAndItsSeparatorOnlyWhenItIsThere() {
        Map<String, String> options =
                Map.of(
                        "scheme",
                        "hash",
                        "algorithm",
                        "sha256",
                        "signature",
                        "header:h",
                        "signed",
                        "{form:extra?|}{secret}|{form:a}");
        Answer without =
                new Answer(
                        "",
                        options,
                        "salt",
                        Map.of(),
                        new TestRequest("a=1").with("h", sha256("salt|1")));
        Answer with =
                new Answer(
                        "",
                        options,
                        "salt",
                        Map.of(),
                        new TestRequest("a=1&extra=%3D+").with("h", sha256("= |salt|1")));
        assertThat(without.verdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(with.verdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(without.verdict(without.request().withBody("a=1&extra=2")))
                .isEqualTo(Verdict.WRONG);
        assertThat(without.verdict(without.request().withBody("a=1&a=2")))
                .isEqualTo(Verdict.AMBIGUOUS);
    }

    @Test
    void takesAnObjectThatNamesAMemberTwiceForNone() {
        Answer mailgun = KnownAnswers.named("mailgun-1");
        String twice =
                mailgun.request()
                        .text()
                        .replace("{\"signature\"", "{\"x\":1,\"x\":2,\"signature\"");
        assertThat(mailgun.verdict(mailgun.request().withBody(twice))).isEqualTo(Verdict.MISSING);
    }

    private static String sha256(String text) {
        return HexFormat.of()
                .formatHex(Hash.SHA256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Verification verify(List<Secret> secrets) {
        return RAZORPAY.scheme().with(secrets).verify(RAZORPAY.request(), NOW);
    }

    private static Verdict verify(Answer answer, String secret, TestRequest request) {
        return answer.scheme()
                .with(List.of(Secret.of(secret)))
                .verify(request, request.now())
                .verdict();
    }

    private static Verdict stripe(String signature) {
        return STRIPE.verdict(
                STRIPE.request().withoutHeaders().with("Stripe-Signature", signature));
    }
}
