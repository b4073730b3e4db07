package dev.serai.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.Explanation.Step;
import dev.serai.signing.KnownAnswers.Answer;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.options.Schemes;
import dev.serai.signing.options.SchemesTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever connects a sender is told what is wrong, and what to change. */
class ExplanationTest {

    private static final Instant NOW = TestRequest.NOW;
    private static final String SECRET = "s3cret-of-the-sender";

    @ParameterizedTest
    @MethodSource("answers")
    void comesToTheSameAndTellsNoSecret(Answer answer) {
        Verifier verifier = answer.verifier();
        Explanation explanation = verifier.explain(answer.request(), answer.now());
        assertThat(explanation.verification())
                .isEqualTo(verifier.verify(answer.request(), answer.now()));
        assertThat(explanation.steps()).isNotEmpty();
        boolean authentic = explanation.verification().isAuthentic();
        assertThat(explanation.steps().stream().allMatch(Step::right)).isEqualTo(authentic);
        assertThat(explanation.advice().isEmpty()).isEqualTo(authentic);
        if (answer.secret().length() > 8 && !isPublic(answer)) {
            assertThat(explanation.toString()).doesNotContain(answer.secret());
        }
    }

    static Stream<Answer> answers() {
        return Stream.concat(KnownAnswers.right(), KnownAnswers.tampered());
    }

    private static boolean isPublic(Answer answer) {
        // An SNS message says which topic it is of.
        return answer.options().getOrDefault("scheme", "").equals("aws-sns");
    }

    /** What was sent, how the source is set up, and what it is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "-;encoding=base64;BASE64: set encoding",
                "-;prefix=sha256=;with a prefix: set prefix to sha256=",
                "prefix=v1=;-;stands without the prefix v1=",
                "-;algorithm=sha1;signs with SHA1: set algorithm",
                "key=hex;-;the secret for UTF8: set key",
                "-;key=hex;the secret for HEX: set key",
                "-;timestamp=header:T,signed={ts}.{body};-",
                "timestamp=header:T,signed={ts}.{body};timestamp=header:T;signs {body}: set signed",
                "timestamp=header:T;timestamp=header:T,signed={ts}.{body};signs {ts}.{body}: set",
                "timestamp=header:T;timestamp=header:T,timestampUnit=ms;set timestampUnit to ms",
                "timestamp=header:T,timestampUnit=ms;timestamp=header:T,timestampUnit=iso;to iso",
            })
    void findsWhatIsSetUpWrongly(String configured, String sent, String advice) {
        String secret = "00ff00ff00ff00ff00ff00ff00ff00ff";
        Map<String, String> base = Map.of("signature", "header:S");
        Map<String, String> senders = with(base, sent);
        DraftMessage message =
                Schemes.read(senders, TestKeys.NONE)
                        .sign(draft("{\"a\":1}"), Secret.of(secret), NOW);
        Explanation explanation =
                Schemes.read(with(base, configured), TestKeys.NONE)
                        .with(List.of(Secret.of(secret)))
                        .explain(message.withHeader("T", time(message)), NOW);
        assertThat(explanation.verification().isAuthentic()).isFalse();
        if (advice != null) {
            assertThat(explanation.advice()).anyMatch(told -> told.contains(advice));
        }
        assertThat(explanation.toString()).doesNotContain(secret);
    }

    private static String time(DraftMessage message) {
        List<String> times = message.header("T");
        return times.isEmpty() ? Long.toString(NOW.getEpochSecond()) : times.getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":1}\n', '{\"a\":1}', with a line end after it",
        "'{\"a\":1}', '{\"a\":1}\n', without the white space around it",
        "'{\r\n}', '{\n}', with CR LF in place of each LF",
        "'{\n}', '{\r\n}', with LF in place of each CR LF",
    })
    void findsABodyThatWasChangedAtItsEnds(String signed, String came, String advice) {
        Scheme scheme = Schemes.read(Map.of("signature", "header:S"), TestKeys.NONE);
        DraftMessage message = scheme.sign(draft(signed), Secret.of(SECRET), NOW);
        Explanation explanation =
                scheme.with(List.of(Secret.of(SECRET)))
                        .explain(message.withBody(came.getBytes(StandardCharsets.UTF_8)), NOW);
        assertThat(explanation.verification().verdict()).isEqualTo(Verdict.WRONG);
        assertThat(explanation.advice()).singleElement().asString().contains(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hub.example.com/in/x",
        "https://hub.example.com:443/in/x",
        "https://hub.example.com/in/x/",
        "https://hub.example.com/in/x?a=1",
    })
    void findsAUrlThatIsWrittenOtherwise(String told) {
        Scheme scheme =
                Schemes.read(
                        Map.of("signature", "header:S", "signed", "{url}{body}"), TestKeys.NONE);
        DraftMessage message =
                scheme.sign(
                        new DraftMessage("POST", told, List.of(), new byte[0]),
                        Secret.of(SECRET),
                        NOW);
        String configured =
                told.contains("?") ? told.replace("https", "http") : "https://hub.example.com/in/x";
        Explanation explanation =
                scheme.with(List.of(Secret.of(SECRET)))
                        .explain(
                                new DraftMessage(
                                        "POST", configured, message.headers(), message.body()),
                                NOW);
        assertThat(explanation.advice()).singleElement().asString().contains("the URL " + told);
    }

    @ParameterizedTest
    @CsvSource({"' s3cret-of-the-sender\n', white space", "whsec_s3cret-of-the-sender, whsec_"})
    void findsASecretWithSomethingAroundIt(String configured, String advice) {
        Scheme scheme = Schemes.read(Map.of("signature", "header:S"), TestKeys.NONE);
        DraftMessage message = scheme.sign(draft("{}"), Secret.of(SECRET), NOW);
        assertThat(scheme.with(List.of(Secret.of(configured))).explain(message, NOW).advice())
                .singleElement()
                .asString()
                .contains(advice);
    }

    @Test
    void showsTheSignedBytesUpToABound() {
        Scheme scheme =
                Schemes.read(Map.of("signature", "header:S", "signed", "v0:{body}"), TestKeys.NONE);
        DraftMessage message =
                scheme.sign(draft("\n\u0001ä" + "x".repeat(5_000)), Secret.of(SECRET), NOW);
        assertThat(scheme.with(List.of(Secret.of(SECRET))).explain(message, NOW).steps())
                .filteredOn(step -> step.name().equals("text"))
                .singleElement()
                .satisfies(
                        step ->
                                assertThat(step.found())
                                        .startsWith("v0:\\n\\x01\\xc3\\xa4xxx")
                                        .endsWith("... (5007 bytes)")
                                        .hasSizeLessThan(1_100));
    }

    @Test
    void saysHowFarTheClocksAreApart() {
        Answer stripe = KnownAnswers.named("stripe-1");
        Explanation explanation =
                stripe.verifier()
                        .explain(stripe.request(), Instant.ofEpochSecond(1_700_000_000 + 11_525));
        assertThat(explanation.steps().getLast().found())
                .isEqualTo("1700000000, 3 h 12 min 5 s ago");
        assertThat(explanation.verification().match()).isEqualTo(Verification.Match.CURRENT);
    }

    @ParameterizedTest
    @CsvSource({
        "1699990000, sent 2 h 48 min 20 s ago",
        "1700010000, 2 h 45 min 0 s from now",
        "yesterday, No time can be read",
        "'', No time can be read",
    })
    void saysWhatIsWrongWithATime(String time, String advice) {
        Scheme scheme =
                Schemes.read(
                        Map.of("signature", "header:S", "timestamp", "header:T"), TestKeys.NONE);
        DraftMessage message =
                scheme.sign(draft("{}"), Secret.of(SECRET), NOW).withHeader("T", time);
        Explanation explanation = scheme.with(List.of(Secret.of(SECRET))).explain(message, NOW);
        assertThat(explanation.verification().verdict()).isEqualTo(Verdict.STALE);
        assertThat(explanation.advice()).singleElement().asString().contains(advice);
    }

    @Test
    void tellsOfATokenOnlyHowLongItIs() {
        Scheme basic =
                Schemes.read(
                        Map.of("scheme", "token", "signature", "header:A", "transform", "basic"),
                        TestKeys.NONE);
        DraftMessage message = basic.sign(draft("{}"), Secret.of("user:pass"), NOW);
        Explanation explanation =
                Schemes.read(Map.of("scheme", "token", "signature", "header:A"), TestKeys.NONE)
                        .with(List.of(Secret.of("user:pass")))
                        .explain(message, NOW);
        assertThat(explanation.advice()).singleElement().asString().contains("transform to basic");
        assertThat(explanation.toString())
                .contains("18 characters")
                .doesNotContain("dXNlcjpwYXNz")
                .doesNotContain("user:pass");
    }

    private static DraftMessage draft(String body) {
        return new DraftMessage(
                "POST",
                "https://hub.example.com/in/x",
                List.of(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> with(Map<String, String> base, String more) {
        Map<String, String> options = new HashMap<>(base);
        if (more != null) {
            options.putAll(SchemesTest.options(more));
        }
        return options;
    }
}
