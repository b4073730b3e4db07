package dev.serai.route.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.route.Doors;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source takes, from whom, is checked before its route. */
class SourceLimitsTest {

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        source(folder, "small", "bodyMax: 1KB");
        source(folder, "near", "allowedIps: '127.0.0.0/8, ::1'");
        source(folder, "far", "allowedIps: '203.0.113.0/24'");
        source(folder, "greedy", "bodyMax: 2MB");
        source(folder, "misread", "allowedIps: 10.0.0.0/33");
        hub = TestHub.start(folder);
        sender = new Sender(hub);
    }

    private static void source(Path folder, String name, String limit) {
        Doors.source(
                folder,
                name,
                Doors.verify(name, limit),
                Doors.map("{type: .kind}"),
                "to: ingress:append");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void refusesABodyThatIsTooLargeForItsSource() {
        String right = "{\"kind\":\"a\",\"x\":\"" + "x".repeat(1_005) + "\"}";
        assertThat(right).hasSize(1_024);
        assertThat(Doors.send(sender, "/in/small", right).statusCode()).isEqualTo(200);
        for (boolean announced : new boolean[] {true, false}) {
            byte[] large = (right + " ").getBytes(StandardCharsets.UTF_8);
            var request = Doors.signed(sender, "/in/small", large);
            HttpResponse<String> answer =
                    sender.send(announced ? request : request.POST(Sender.chunked(large)));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("more than 1024 bytes");
        }
    }

    @Test
    void refusesAnAddressThatIsNotItsProviders() {
        assertThat(Doors.send(sender, "/in/near", "{\"kind\":\"a\"}").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = Doors.send(sender, "/in/far", "{\"kind\":\"a\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("address_refused").doesNotContain("203.0.113");
    }

    @Test
    void believesNoHeaderOfAStranger() {
        var request =
                Doors.signed(sender, "/in/far", "{}".getBytes(StandardCharsets.UTF_8))
                        .header("X-Forwarded-For", "203.0.113.7")
                        .header("Forwarded", "for=203.0.113.7");
        assertThat(sender.send(request).statusCode()).isEqualTo(403);
    }

    @Test
    void startsNoSourceWhoseLimitsAreNone() {
        assertThat(
                        hub.bean(Routes.class).status().stream()
                                .filter(status -> !status.started())
                                .map(RouteStatus::fault))
                .satisfiesExactlyInAnyOrder(
                        greedy -> assertThat(greedy).contains("at most serai.ingress.body-max"),
                        misread -> assertThat(misread).contains("203.0.113.0/24, with commas"));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "203.0.113.7, 203.0.113.7, true",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "203.0.113.0/24, ::ffff:203.0.113.9, true",
        "203.0.113.0/24, nonsense, false"
    })
    void knowsItsRanges(String ranges, String address, boolean contained) {
        assertThat(AddressRanges.of(ranges).contain(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "face.de",
                "cafe",
                "127.1",
                "010.0.0.1",
                "10.0.0.256",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/33",
                "::/129",
                "/8"
            })
    void takesNothingElseForARange(String text) {
        assertThatThrownBy(() -> AddressRanges.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowedIps");
    }
}
