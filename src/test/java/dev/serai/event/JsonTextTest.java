package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One JSON value in UTF-8, and nothing else. */
final class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [1, 2]\n",
                "\"\\ud800\"",
                "7",
                "null",
                "\"\uFFFD\"",
                "\"\uD83D\uDC2A\""
            })
    void takesOneValue(String text) throws Exception {
        byte[] data = utf8(text);
        assertThat(JsonText.isJson(data)).isTrue();
        assertThat(JsonText.read(data)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{} {}",
                "{}x",
                "{}\0",
                "{}]",
                "{",
                "7 8",
                "7x",
                "\uFEFF{}",
                "NaN",
                "'a'"
            })
    void refusesWhatIsNotOne(String text) {
        refuses(utf8(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void refusesOtherEncodings(String charset) {
        refuses("{\"a\":\"b\"}".getBytes(Charset.forName(charset)));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        refuses(new byte[] {'"', (byte) 0xC3, '"'});
        refuses(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'});
        refuses(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
    }

    @Test
    void saysWhereAndQuotesNothing() {
        assertThatThrownBy(() -> JsonText.read(utf8("{\"card\":\"4111\"} secret")))
                .hasMessageStartingWith("line 1, column ")
                .hasMessageNotContaining("secret");
    }

    private static void refuses(byte[] data) {
        assertThat(JsonText.isJson(data)).isFalse();
        assertThatThrownBy(() -> JsonText.read(data)).isInstanceOf(JsonText.NotJson.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
