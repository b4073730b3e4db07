package dev.serai.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.signing.KnownSignaturesTest.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {

    private static final Instant NOW = TestRequest.NOW;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final String STRIPE_SIGNATURE = KnownSignaturesTest.STRIPE_SIGNATURE;
    private static final String STRIPE_BODY = KnownSignaturesTest.STRIPE_BODY;

    @Test
    void acceptsThePreviousSecret() {
        Known known = KnownSignaturesTest.known().findFirst().orElseThrow();
        assertThat(
                        known.recipe()
                                .verify(
                                        known.request(),
                                        List.of(
                                                Secret.of("the new one"),
                                                Secret.of(known.secret())),
                                        NOW))
                .isEqualTo(Verdict.AUTHENTIC);
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
        Known known = KnownSignaturesTest.known().findFirst().orElseThrow();
        TestRequest request =
                new TestRequest(known.request().text()).with("X-Razorpay-Signature", signature);
        assertThat(known.verify(request, known.secret())).isEqualTo(verdict);
        assertThat(known.verify(new TestRequest(known.request().text()), known.secret()))
                .isEqualTo(Verdict.MISSING);
    }

    @Test
    void refusesTwoSignaturesThatDiffer() {
        Known known = KnownSignaturesTest.known().findFirst().orElseThrow();
        String signature = known.request().header("X-Razorpay-Signature").getFirst();
        assertThat(known.verify(known.request().with("X-Razorpay-Signature", "00"), known.secret()))
                .isEqualTo(Verdict.AMBIGUOUS);
        assertThat(
                        known.verify(
                                known.request().with("X-Razorpay-Signature", signature),
                                known.secret()))
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
        TestRequest request =
                new TestRequest(STRIPE_BODY)
                        .with("Stripe-Signature", "t=1700000000,v1=" + STRIPE_SIGNATURE);
        assertThat(
                        KnownSignaturesTest.stripe()
                                .verify(
                                        request,
                                        List.of(Secret.of("whsec_test_secret")),
                                        Instant.ofEpochSecond(now)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "MILLISECONDS, 1700000000000, true",
        "MILLISECONDS, 1700000000, false",
        "SECONDS, soon, false",
        "SECONDS, 9223372036854775807, false",
        "SECONDS, '', false",
        "ISO, 2023-11-14T22:13:20Z, true",
        "ISO, 2023-11-14T23:13:20+01:00, true",
        "ISO, yesterday, false"
    })
    void readsTimesOfEveryUnit(TimestampRule.Unit unit, String timestamp, boolean fresh) {
        TimestampRule rule = new TimestampRule("ts", "", unit, FIVE_MINUTES);
        assertThat(rule.isFresh(timestamp, NOW)).isEqualTo(fresh);
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void refusesUnfitRecipes(String signed, String message) {
        assertThatThrownBy(
                        () ->
                                new Recipe(
                                        Hash.SHA256,
                                        KeyForm.UTF8,
                                        "X-Signature",
                                        new SignatureSyntax.Plain(""),
                                        Encoding.HEX,
                                        signed,
                                        null))
                .hasMessageContaining(message);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("{bodies}", "{bodies}"), Arguments.of("{ts}.{body}", "timestamp"));
    }

    @Test
    void refusesASecretThatIsNoKeyWithoutShowingIt() {
        Recipe adyen =
                new Recipe(
                        Hash.SHA256,
                        KeyForm.HEX,
                        "hmacsignature",
                        new SignatureSyntax.Plain(""),
                        Encoding.BASE64,
                        "{body}",
                        null);
        adyen.check(Secret.of("00ff"));
        assertThatThrownBy(() -> adyen.check(Secret.of("no-hexadecimals")))
                .hasMessageContaining("HEX")
                .hasMessageNotContaining("no-hexadecimals");
    }

    private static Verdict stripe(String signature) {
        return KnownSignaturesTest.stripe()
                .verify(
                        new TestRequest(STRIPE_BODY).with("Stripe-Signature", signature),
                        List.of(Secret.of("whsec_test_secret")),
                        NOW);
    }
}
