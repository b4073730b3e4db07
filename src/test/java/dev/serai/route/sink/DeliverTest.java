package dev.serai.route.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.delivery.TestHub;
import dev.serai.outbox.Entry;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The component deliver: in the route that is shipped. */
final class DeliverTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final TestHub hub = TestHub.on(database.dataSource(), Duration.ofMillis(20));
    private final CamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        camel.addComponent("deliver", new DeliverComponent(hub.deliveries()));
        String route =
                Files.readString(Path.of("routes/sinks/webhooks.camel.yaml"))
                        .replace("outbox:webhooks", "direct:webhooks")
                        .replace("parameters:\n        batch: true\n      ", "");
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("webhooks.camel.yaml", route));
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        hub.close();
        database.close();
    }

    @Test
    void theRouteEndsWhenEveryDeliveryIsDurable() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.answers(404))) {
            hub.endpoint(receiver.url());
            List<Entry> entries = hub.entries("order.paid", 5);
            Exchange done =
                    template.asyncSend(
                                    "direct:webhooks",
                                    exchange -> exchange.getMessage().setBody(entries))
                            .get(10, TimeUnit.SECONDS);
            assertThat(done.getException()).isNull();
            assertThat(entries)
                    .allSatisfy(
                            entry ->
                                    assertThat(hub.deliveries().of(entry.event().id())).hasSize(1));
        }
    }

    @Test
    void aSingleEntryIsDeliveredToo() throws Exception {
        Entry entry = hub.entries("order.paid", 1).getFirst();
        assertThat(send(entry).getException()).isNull();
    }

    @Test
    void whatCannotBeSettledFailsTheRoute() {
        hub.close();
        assertThat(send(List.of()).getException()).isInstanceOf(RuntimeException.class);
    }

    @Test
    void refusesWhatIsNoEntry() {
        assertThat(send("text").getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(send(List.of("text")).getException())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Exchange send(Object body) {
        return template.send("direct:webhooks", exchange -> exchange.getMessage().setBody(body));
    }
}
