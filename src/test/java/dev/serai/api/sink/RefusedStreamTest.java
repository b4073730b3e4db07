package dev.serai.api.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that nobody can read is refused before it begins. */
final class RefusedStreamTest {

    private static StreamServer hub;

    @BeforeAll
    static void start() {
        hub = new StreamServer();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?since=nonsense",
                "?since=AQ",
                "?since=yesterday:noon",
                "?since=!!!",
                "?since=9999-12-31T23:59:59Z",
                "?since=%2B999999999-01-01T00:00:00Z",
                "?types=a..b",
                "?types=a,,b",
                "?project=nowhere",
                "?type=a",
            })
    void refusesWhatItCannotRead(String query) {
        HttpResponse<String> response = hub.http().get("/api/v1/stream" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"code\":\"validation\"")
                .doesNotContain("base64")
                .doesNotContain("java");
        assertThat(hub.readers()).isZero();
    }
}
