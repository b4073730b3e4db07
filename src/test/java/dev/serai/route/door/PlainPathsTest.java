package dev.serai.route.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source has one path; what a container would mend into it is another one. */
class PlainPathsTest {

    private static final String BODY = "{\"event\":\"payment.captured\",\"payload\":{}}";

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = TestHub.start(TestHub.shippedRoutes(folder));
        sender = new Sender(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//in/razorpay",
                "/%69n/razorpay",
                "/in//razorpay",
                "/in/%72azorpay",
                "/in/razorpay/",
                "/in/razorpay//",
                "/in/razorpay%20",
                "/in/razorpay/..",
                "/in/../in/razorpay",
                "/in/./razorpay",
                "/x/../in/razorpay",
                "/in;a=b/razorpay",
                "/in/razorpay;a=b"
            })
    void takesNothingInAtAPathThatIsOnlyLikeASources(String path) {
        HttpResponse<String> answer = post(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"source_unknown\"");
        assertThat(hub.jdbc().sql("select count(*) from serai.event").query(Long.class).single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/in", "/in/", "/in/none"})
    void leavesPlainPathsToTheFrontDoor(String path) {
        assertThat(post(path).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheQueryOutOfIt() {
        assertThat(post("/in/razorpay?a=//in/").statusCode()).isEqualTo(200);
        hub.jdbc().sql("truncate serai.event, serai.dedupe").update();
    }

    /** As it is signed, so that only the path can be at fault. */
    private static HttpResponse<String> post(String path) {
        return sender.send(
                sender.to(path)
                        .header("X-Razorpay-Signature", Sender.hmac(Sender.SECRET, BODY.getBytes()))
                        .POST(BodyPublishers.ofString(BODY)));
    }
}
