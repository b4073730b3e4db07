package dev.serai.signing.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.KnownAnswers;
import dev.serai.signing.KnownAnswers.Answer;
import dev.serai.signing.Secret;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any message, tried on many; the same ones in every run. */
class AnyMessageTest {

    private static final int TRIES = 100;
    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    @ParameterizedTest
    @MethodSource("answersThatCoverTheBody")
    void isRefusedWithAnyBitOfItsBodyTurned(Answer answer) {
        Random random = new Random(1);
        Verifier verifier = answer.verifier();
        DraftMessage message = draft(answer);
        for (int i = 0; i < TRIES; i++) {
            byte[] body = message.body().clone();
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            Verification verification = verifier.verify(message.withBody(body), answer.now());
            assertThat(verification.match()).isEqualTo(Verification.Match.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("answersWithASecret")
    void isRefusedWithAnyDigitOfItsSignatureChanged(Answer answer) {
        Random random = new Random(2);
        Verifier verifier = answer.verifier();
        DraftMessage signed =
                answer.scheme().sign(draft(answer), Secret.of(answer.secret()), answer.now());
        DraftMessage.Line line = signed.headers().getLast();
        for (int i = 0; i < TRIES; i++) {
            // The last digits of base64 hold bits that stand for nothing.
            int at = line.value().length() - 4 - random.nextInt(20);
            char other = BASE64.charAt(random.nextInt(BASE64.length()));
            if (Character.toLowerCase(other) != Character.toLowerCase(line.value().charAt(at))) {
                String changed =
                        line.value().substring(0, at) + other + line.value().substring(at + 1);
                DraftMessage message = signed.withHeader(line.name(), changed);
                assertThat(verifier.verify(message, answer.now()).match())
                        .as(changed)
                        .isEqualTo(Verification.Match.NONE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answersWithASignedHeader")
    void isRefusedWithAnyBitOfASignedHeaderTurned(Answer answer) {
        Random random = new Random(3);
        Verifier verifier = answer.verifier();
        DraftMessage message = draft(answer);
        List<String> signed =
                ((Recipe) answer.scheme())
                        .template().places().stream()
                                .filter(Place.Header.class::isInstance)
                                .map(place -> ((Place.Header) place).name())
                                .toList();
        for (int i = 0; i < TRIES; i++) {
            String name = signed.get(random.nextInt(signed.size()));
            char[] value = message.header(name).getFirst().toCharArray();
            value[random.nextInt(value.length)] ^= (char) (1 << random.nextInt(8));
            DraftMessage changed = message.withHeader(name, new String(value));
            assertThat(verifier.verify(changed, answer.now()).match())
                    .isEqualTo(Verification.Match.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isJudgedWhateverItIs(Answer answer) {
        Random random = new Random(4);
        Verifier verifier = answer.verifier();
        DraftMessage message = draft(answer);
        for (int i = 0; i < TRIES; i++) {
            DraftMessage garbled = message;
            for (DraftMessage.Line line : message.headers()) {
                garbled =
                        random.nextBoolean()
                                ? garbled.withHeader(line.name(), garbled(line.value(), random))
                                : garbled;
            }
            garbled =
                    garbled.withBody(
                            garbled(new String(message.body(), StandardCharsets.ISO_8859_1), random)
                                    .getBytes(StandardCharsets.ISO_8859_1));
            Verification verification = verifier.verify(garbled, answer.now());
            assertThat(verification).isNotNull();
            if (i < TRIES / 10) {
                assertThat(verifier.explain(garbled, answer.now()).verification())
                        .isEqualTo(verification);
            }
        }
    }

    /** The text with parts left out, doubled or of anything at all. */
    private static String garbled(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() - from + 1);
        String middle = text.substring(from, to);
        return text.substring(0, from)
                + switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> middle + middle;
                    case 2 -> noise(random);
                    default -> ",=;. {\"[%2&" + middle;
                }
                + text.substring(to);
    }

    private static String noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Stream<Answer> answers() {
        return KnownAnswers.right();
    }

    static Stream<Answer> answersThatCoverTheBody() {
        Set<String> whole = Set.of("hmac", "hash", "ed25519", "ecdsa", "rsa");
        return KnownAnswers.right()
                .filter(answer -> answer.request().body().length > 0)
                .filter(
                        answer ->
                                whole.contains(answer.options().getOrDefault("scheme", "hmac"))
                                                && answer.options()
                                                        .getOrDefault("signed", "{body}")
                                                        .contains("{body}")
                                        || answer.options().containsKey("bodyHashClaim")
                                        || answer.options().containsValue("contentful"));
    }

    static Stream<Answer> answersWithASecret() {
        Set<String> symmetric = Set.of("hmac", "hash", "twilio", "contentful");
        return KnownAnswers.right()
                .filter(
                        answer ->
                                symmetric.contains(answer.options().getOrDefault("scheme", "hmac")))
                .filter(answer -> !answer.options().toString().contains("signature=json:"))
                .filter(answer -> !answer.options().toString().contains("signature=form:"))
                // Two signatures there: the other one may be right.
                .filter(
                        answer ->
                                !answer.options()
                                        .toString()
                                        .matches(".*(header:.*,header:|headers:|repeated:).*"));
    }

    static Stream<Answer> answersWithASignedHeader() {
        return KnownAnswers.right()
                .filter(answer -> answer.options().getOrDefault("signed", "").contains("{header:"));
    }

    private static DraftMessage draft(Answer answer) {
        return new DraftMessage(
                answer.request().method(),
                answer.request().url(),
                answer.request().lines().stream()
                        .map(line -> new DraftMessage.Line(line.name(), line.value()))
                        .toList(),
                answer.request().body());
    }
}
