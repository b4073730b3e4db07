package dev.serai.route.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A hub with the shipped routes, a sender of Razorpay's webhooks, and a look at what came of them.
 */
record RazorpayDoor(TestHub hub, Sender sender) implements AutoCloseable {

    static final String CAPTURED =
            """
            {"entity":"event","account_id":"acc_1","event":"payment.captured","contains":["payment"],\
            "payload":{"payment":{"entity":{"id":"pay_1","order_id":"order_1","amount":49900}}},\
            "created_at":1735689605}\
            """;

    static RazorpayDoor open(Path folder) {
        TestHub hub =
                TestHub.start(
                        TestHub.shippedRoutes(folder),
                        "serai.secrets.razorpay-previous=the old one");
        return new RazorpayDoor(hub, new Sender(hub));
    }

    JdbcClient jdbc() {
        return hub.jdbc();
    }

    void clear() {
        jdbc().sql("truncate serai.event, serai.dedupe, serai.rejection").update();
    }

    Map<String, Object> theEvent() {
        return jdbc().sql("select * from serai.event").query().singleRow();
    }

    static String id(HttpResponse<String> answer) {
        return answer.body().replaceFirst("^.*\"id\":\"(\\w+)\".*$", "$1");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"detail\"");
    }

    @Override
    public void close() {
        hub.close();
    }
}
