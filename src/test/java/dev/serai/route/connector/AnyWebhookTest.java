package dev.serai.route.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.message.DraftMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What must hold for any webhook of any shipped connector, signed as its provider does. */
class AnyWebhookTest {

    private static final int TRIES = 3_000;
    private static final int NOISE_MAX = 200;
    private static final List<SignedSample> SENT = SignedSample.shipped();

    /** By connector, so that each is tried as often as the others. */
    private static final Map<String, List<SignedPart>> PARTS =
            SENT.stream()
                    .flatMap(SignedPart::of)
                    .collect(
                            Collectors.groupingBy(
                                    part -> part.sample().connector(),
                                    TreeMap::new,
                                    Collectors.toList()));

    @Property(tries = 1)
    void isTakenUnchanged() {
        assertThat(SENT).allMatch(sample -> sample.verify(sample.sent()).isAuthentic());
    }

    @Property(
            tries = TRIES,
            seed = "1",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED)
    void isRefusedWithAnyBitTurnedOfWhatIsSigned(@ForAll("turned") TurnedBit turned) {
        SignedSample sample = turned.part().sample();
        if (!turned.meansTheSame()) {
            assertThat(sample.verify(turned.message()).isAuthentic())
                    .as(turned.toString())
                    .isFalse();
        }
    }

    @Property(
            tries = TRIES,
            seed = "2",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED)
    void isJudgedWhateverItIs(
            @ForAll("samples") SignedSample sample, @ForAll("garbles") List<Garble> garbles) {
        DraftMessage message = sample.sent();
        for (Garble garble : garbles) {
            message = garble.apply(message);
        }
        assertThat(sample.verifier().explain(message, SignedSample.NOW).verification())
                .isEqualTo(sample.verify(message));
    }

    @Provide
    Arbitrary<SignedSample> samples() {
        return Arbitraries.of(SENT);
    }

    @Provide
    Arbitrary<TurnedBit> turned() {
        return Arbitraries.of(PARTS.keySet())
                .flatMap(connector -> Arbitraries.of(PARTS.get(connector)))
                .flatMap(
                        part ->
                                Arbitraries.integers()
                                        .between(0, part.value().length() * Byte.SIZE - 1)
                                        .withoutEdgeCases()
                                        .map(bit -> new TurnedBit(part, bit)));
    }

    /** One to three things done to it: to any header, to the query or to the body. */
    @Provide
    Arbitrary<List<Garble>> garbles() {
        Arbitrary<Integer> where = Arbitraries.integers().between(0, Garble.WHERE_MAX);
        Arbitrary<String> noise =
                Arbitraries.oneOf(
                        Arbitraries.strings().withCharRange((char) 0, (char) 255),
                        Arbitraries.strings().withChars(",=;. {}[]\"%2&t1v:/\\"),
                        Arbitraries.strings().numeric());
        return Combinators.combine(
                        where,
                        where,
                        where,
                        Arbitraries.of(Garble.How.values()),
                        noise.map(text -> text.substring(0, Math.min(text.length(), NOISE_MAX))))
                .as(Garble::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
