package dev.serai.route.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.RawRequest;
import java.util.Locale;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Message message = new DefaultExchange(context).getMessage();

    @AfterEach
    void close() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Razorpay-Event-Id", "content-type", "x-1-a", "Webhook-Id"})
    void showsHeadersThatNoComponentHeeds(String name) {
        RequestHeaders.add(message, new RawRequest.Header(name, "v"));
        assertThat(message.getHeader(name.toLowerCase(Locale.ROOT))).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.OVERRIDE_TOPIC",
                "kafka-topic",
                "CamelHttpUri",
                "Camel-Http-Uri",
                "to",
                "subject",
                "Reply-To",
                "operationName",
                "Authorization",
                "Proxy-Authorization",
                "Content-Encoding",
                "Transfer-Encoding",
                "x_y-z",
                "-x",
                "x-",
                "x--y",
                ""
            })
    void hidesTheOthers(String name) {
        RequestHeaders.add(message, new RawRequest.Header(name, "v"));
        assertThat(message.getHeaders()).isEmpty();
    }

    @Test
    void joinsARepeatedOne() {
        RequestHeaders.add(message, new RawRequest.Header("X-A", "1"));
        RequestHeaders.add(message, new RawRequest.Header("x-a", "2"));
        assertThat(message.getHeader("x-a")).isEqualTo("1, 2");
    }
}
