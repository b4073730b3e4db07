package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypePatternTest {

    @ParameterizedTest
    @CsvSource({
        "razorpay.payment.captured, razorpay.payment.captured, true",
        "razorpay.payment.*, razorpay.payment.captured, true",
        "razorpay.payment.*, razorpay.payment, false",
        "razorpay.payment.*, razorpay.payment.dispute.won, false",
        "razorpay.payment.**, razorpay.payment.dispute.won, true",
        "razorpay.**, razorpay, true",
        "**.failed, razorpay.payment.failed, true",
        "**.failed, failed, true",
        "**.failed, razorpay.payment.failed.late, false",
        "*, razorpay.payment.failed, true",
        "**, a, true",
        "*.*, a.b, true",
        "*.*, a.b.c, false",
        "a.**.b.**.c, a.b.c, true",
        "a.**.b.**.c, a.x.b.y.z.c, true",
        "a.**.b.**.c, a.x.c, false",
    })
    void choosesByType(String pattern, String type, boolean chosen) {
        assertThat(TypePattern.of(pattern).matches(type)).isEqualTo(chosen);
        assertThat(Pattern.matches(TypePattern.of(pattern).toRegex(), type)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a.", "a*.b", "***", "a b", "a/b", "ä"})
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> TypePattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type pattern");
    }
}
