package dev.serai.route.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.outbox.TestLog;
import dev.serai.relay.TestHub;
import dev.serai.route.fault.Failures;
import dev.serai.stream.LiveTail;
import dev.serai.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LiveRouteTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final TestLog log = TestLog.on(database.dataSource());
    private final TestHub hub = TestHub.on(database.dataSource(), log.log(), "hub-a");
    private final LiveTail tail = new LiveTail();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.addComponent(
                "outbox",
                new OutboxComponent(
                        new Outlets(hub::relays),
                        new Failures(text -> text, InstantSource.system())));
        camel.addComponent("live", new LiveComponent(tail));
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        hub.close();
        log.close();
        database.close();
    }

    @Test
    void theShippedRouteFeedsTheLiveReadersFromTheLogsEndOn() throws Exception {
        log.append(TestLog.event("test.old", "key", "{}"));
        load(Files.readString(Path.of("routes/sinks/live.camel.yaml")));
        // Until the relay stands at the log's end there is nothing to see of it.
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            log.append(TestLog.event("test.new", "key", "{}"));
                            return tail.taken() > 0;
                        });
        long before = tail.taken();
        for (int i = 0; i < 10; i++) {
            log.append(TestLog.event("test.new", "key-" + i, "{}"));
        }

        await().until(() -> tail.taken() >= before + 10);
    }

    @Test
    void refusesAnythingThatIsNoEntry() {
        assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("live:stream", "text"))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage(
                        "live: takes the entries that outbox: hands out, and nothing else");
        assertThat(tail.taken()).isZero();
    }

    @Test
    void hasOneNameOnlyAndIsNoBeginning() {
        assertThatThrownBy(() -> camel.getEndpoint("live:other"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasRootCauseMessage("live: has only live:stream");
        assertThatThrownBy(
                        () ->
                                load(
                                        """
                                        - route:
                                            id: wrong
                                            from: {uri: "live:stream", steps: [{log: x}]}
                                        """))
                .isInstanceOf(FailedToStartRouteException.class);
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("live.camel.yaml", yaml));
    }
}
