package dev.serai.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be posted to. */
final class EndpointUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://example.com:8080/hook?a=b&c=%20d",
                "HTTPS://EXAMPLE.COM/",
                "http://127.0.0.1:9000/",
                "http://[::1]:9000/hook"
            })
    void takesAnHttpUrl(String url) {
        assertThat(new EndpointUrl(url).uri().toString()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, begins with https",
        "file:///etc/passwd, begins with https",
        "example.com/hook, begins with https",
        "https://user:pass@example.com/, no credentials",
        "https://user@example.com/, no credentials",
        "https:///hook, names a host",
        "https://, not an URL",
        "https:hook, names a host",
        "https://example.com/#part, no fragment",
        "https://example.com:70000/, a port",
        "https://example.com:0/, a port",
        "https://exa mple.com/, not an URL",
    })
    void saysWhatIsWrong(String url, String why) {
        assertThatThrownBy(() -> new EndpointUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> new EndpointUrl("https://example.com/" + "a".repeat(2048)))
                .hasMessageContaining("2048");
    }

    @Test
    void givesTheHostWithoutBrackets() {
        assertThat(new EndpointUrl("http://[::1]:9000/").host()).isEqualTo("::1");
        assertThat(new EndpointUrl("http://example.com/").host()).isEqualTo("example.com");
    }
}
