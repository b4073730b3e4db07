package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no source is refused, and nothing is made of it. */
class RefusedSourceTest {

    private static SourceServer hub;

    @BeforeAll
    static void start(@TempDir Path routes) {
        hub = SourceServer.start(routes);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/connector",
                "{'connector': 'nobody'}|/connector",
                "{'connector': 'razorpay'}|/secret",
                "{'connector': 'razorpay', 'secret': 7}|/secret",
                "{'connector': 'razorpay', 'secret': 's', 'sekret': 's'}|/sekret",
                "{'connector': 'razorpay', 'secret': 's', 'name': 'other'}|/name",
                "{'connector': 'razorpay', 'secret': 's', 'project': 'nobody'}|/project",
                "{'connector': 'razorpay', 'secret': 's', 'enabled': 'yes'}|/enabled",
                "{'connector': 'razorpay', 'secret': 's', 'parameters': []}|/parameters",
                "{'connector': 'razorpay', 'secret': 's', 'parameters': {'x': 1}}|/parameters/x",
                "{'connector': 'razorpay', 'secret': 's', 'limits': {'rate': 'x'}}|/limits/rate",
                "{'connector': 'razorpay', 'secret': 's', 'limits': {'color': 1}}|/limits/color",
                "{'connector': 'razorpay', 'secret': 'pasted\\n'}|/secret",
                "{'connector': 'webhook', 'secret': 's', 'parameters': {'signature': 'header:X',"
                        + " 'url': 'https://x/?q=$simple{properties:secret}'}}|/parameters/url",
                "{'connector': 'meta', 'secret': 's', 'parameters': {'verifyToken': ''}}|"
                        + "/parameters/verifyToken",
                "{'connector': 'webhook', 'secret': 's'}|/parameters/signature",
                "{'connector': 'webhook', 'secret': 's', 'parameters':"
                        + " {'signature': 'header:X', 'scheme': 'md5'}}|/parameters/scheme",
                "{'connector': 'webhook', 'secret': 's', 'parameters':"
                        + " {'signature': '{{secret:razorpay}}'}}|/parameters/signature"
            })
    void namesTheMemberThatIsWrong(String body, String pointer) {
        JsonNode problem = hub.call(422, "PUT", "/api/v1/source/shop", body.replace('\'', '"'));
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(hub.razorpay("shop", "s", "e1").statusCode()).isEqualTo(404);
    }
}
