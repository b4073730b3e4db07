package dev.serai.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.KnownAnswers.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownAnswersTest {

    @ParameterizedTest
    @MethodSource("right")
    void acceptsWhatProvidersSend(Answer answer) {
        assertThat(answer.verdict()).isEqualTo(Verdict.AUTHENTIC);
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void refusesTheSameTamperedWith(Answer answer) {
        assertThat(answer.verdict()).isNotEqualTo(Verdict.AUTHENTIC);
    }

    static Stream<Answer> right() {
        return KnownAnswers.right();
    }

    static Stream<Answer> tampered() {
        return KnownAnswers.tampered();
    }
}
