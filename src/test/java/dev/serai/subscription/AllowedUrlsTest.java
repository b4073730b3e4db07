package dev.serai.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where endpoints may be, and the many ways to write where they may not. */
final class AllowedUrlsTest {

    private static final AllowedUrls PUBLIC = new AllowedUrls(new AllowedAddresses(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1:8080/hook",
                "https://127.255.255.254/",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.1./",
                "http://127.0.0.01/",
                "http://0/",
                "http://0.0.0.0/",
                "http://10.0.0.1/",
                "http://10.255.255.255/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/v2/credentials",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://168.63.129.16/",
                "http://100.100.100.200/",
                "http://192.0.0.192/",
                "http://192.0.2.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://198.18.0.1/",
                "http://192.88.99.1/",
                "http://224.0.0.1/",
                "http://239.255.255.250:1900/",
                "http://255.255.255.255/",
                "http://240.0.0.1/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::127.0.0.1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::a9fe:a9fe]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001:0:53aa:64c::1]/",
                "http://[2001::1]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[2600:1f18::5efe:a9fe:a9fe]/",
                "http://[2600:1f18::200:5efe:7f00:1]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[100::1]/",
                "http://[5f00::1]/",
                "http://user@8.8.8.8/",
                "http://user:secret@example.com/",
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1#@example.com/",
                "http://127.0.0.1\\@example.com/",
                "http://example.com:0/",
                "http://example.com:22/",
                "http://example.com:25/",
                "http://example.com:6379999/",
                "http://example.com:-1/",
                "http:///path",
                "http://",
                "//example.com/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:6379/_INFO",
                "ftp://example.com/",
                "jar:http://example.com!/",
                "javascript:alert(1)",
                "http://exa mple.com/",
                "http://example.com/\r\nX-Evil: 1",
                "http://\u2460\u2461\u2466.0.0.1/",
                "http://127\u30020\u30020\u30021/",
                "http://example.com/#fragment"
            })
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
