package dev.serai.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where endpoints may be, and the many ways to write where they may not. */
final class AllowedUrlsTest {

    private static final AllowedUrls PUBLIC = new AllowedUrls(new AllowedAddresses(List.of()));

    @ParameterizedTest
    @MethodSource("dev.serai.testing.HostileUrls#all")
    void refuses(String url) {
        assertThat(refusal(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook?a=b",
                "http://example.com:8080/",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/",
                "https://[64:ff9b::808:808]/",
                "https://[2600:1f18::1]/",
                "HTTPS://EXAMPLE.COM/",
                "https://xn--bcher-kva.example/",
                "https://localhost/" // a name: where it leads is checked when it is connected to
            })
    void permits(String url) {
        assertThat(refusal(url)).isEmpty();
    }

    @Test
    void theOperatorMayAskForHttpsAndNameThePorts() {
        AllowedUrls strict =
                new AllowedUrls(new AllowedAddresses(List.of()), true, List.of("443", "8000-8999"));
        assertThat(strict.refusal(new EndpointUrl("http://example.com/"))).isPresent();
        assertThat(strict.refusal(new EndpointUrl("https://example.com/"))).isEmpty();
        assertThat(strict.refusal(new EndpointUrl("https://example.com:8443/"))).isEmpty();
        assertThat(strict.refusal(new EndpointUrl("https://example.com:9000/"))).isPresent();
        assertThatThrownBy(
                        () ->
                                new AllowedUrls(
                                        new AllowedAddresses(List.of()), true, List.of("9-1")))
                .hasMessageContaining("1024-65535");
    }

    @Test
    void whatIsDeniedIsSoWhateverElseAllowsIt() {
        AllowedUrls some =
                new AllowedUrls(
                        new AllowedAddresses(
                                List.of("10.0.0.0/8"), List.of("10.9.0.0/16", "8.8.8.0/24")));
        assertThat(some.refusal(new EndpointUrl("http://10.1.0.1/"))).isEmpty();
        assertThat(some.refusal(new EndpointUrl("http://10.9.0.1/"))).isPresent();
        assertThat(some.refusal(new EndpointUrl("http://8.8.8.8/"))).isPresent();
        assertThat(some.refusal(new EndpointUrl("http://[::ffff:10.9.0.1]/"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Content-Length",
                "transfer-encoding",
                "Connection",
                "Keep-Alive",
                "Proxy-Authorization",
                "TE",
                "Upgrade",
                "Webhook-Signature",
                "svix-id",
                "ce-type",
                "traceparent"
            })
    void someHeadersAreTheHubs(String name) {
        assertThat(ReservedHeaders.holds(name)).isTrue();
        assertThat(ReservedHeaders.holds("x-" + name)).isFalse();
    }

    private static Optional<String> refusal(String url) {
        try {
            return PUBLIC.refusal(new EndpointUrl(url));
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
