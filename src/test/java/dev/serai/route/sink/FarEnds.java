package dev.serai.route.sink;

import static org.awaitility.Awaitility.await;

import dev.serai.event.Event;
import dev.serai.outbox.TestLog;
import dev.serai.relay.TestHub;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.status.ShardStatus;
import dev.serai.route.fault.Failures;
import dev.serai.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jdbc.core.JdbcTemplate;

/** A log, a relay and a Camel context for sinks' routes. */
public final class FarEnds implements AutoCloseable {

    private final TestDatabase database = TestDatabase.migrated();
    private final TestLog log = TestLog.on(database.dataSource());
    private final TestHub hub = TestHub.on(database.dataSource(), log.log(), "hub-a");
    private final CamelContext camel = new DefaultCamelContext();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    public FarEnds() {
        camel.addComponent(
                "outbox",
                new OutboxComponent(
                        new Outlets(hub::relays),
                        new Failures(this::hide, InstantSource.system())));
        camel.addComponent("park", new ParkComponent());
        HttpComponent http = new HttpComponent();
        new SinkConfiguration().httpDoesNotHang().configure("http", http);
        camel.addComponent("http", http);
        camel.getPropertiesComponent().addPropertiesFunction(new SecretsOfTheTest());
        camel.start();
    }

    public FarEnds with(String name, Component component) {
        camel.addComponent(name, component);
        return this;
    }

    public FarEnds secret(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    private String hide(String text) {
        String hidden = text;
        for (String secret : secrets.values()) {
            hidden = hidden.replace(secret, "(hidden)");
        }
        return hidden;
    }

    /** A file of the documentation, as it stands. */
    public void loadExample(String name) throws Exception {
        load(Files.readString(Path.of("docs/sinks", name + ".camel.yaml")));
        awaitCursors(name);
    }

    public void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("file:sink.camel.yaml", yaml));
    }

    private void awaitCursors(String sink) {
        await().until(() -> shards(sink).count() == 16);
    }

    public String append(Event event) {
        return log.append(event).id().value();
    }

    public void append(String type, String key, String... data) {
        for (String text : data) {
            append(TestLog.event(type, key, text));
        }
    }

    /** An event that happened at another time than it comes. */
    public static Event at(Instant time, Event event) {
        return new Event(
                event.id(),
                event.owner(),
                event.type(),
                event.source(),
                event.subject(),
                time,
                event.dataContentType(),
                event.data(),
                event.partitionKey(),
                event.priority(),
                event.originId(),
                event.traceparent());
    }

    public boolean isBackingOff(String sink) {
        return shards(sink).anyMatch(shard -> shard.state() == RelayState.BACKING_OFF);
    }

    public List<String> details(String sink) {
        return shards(sink).map(shard -> String.valueOf(shard.detail())).distinct().toList();
    }

    private Stream<ShardStatus> shards(String sink) {
        return hub.relays().status().stream()
                .filter(status -> status.sink().value().equals(sink))
                .flatMap(status -> status.shards().stream());
    }

    public void awaitDone(String sink) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                shards(sink).count() == 16
                                        && shards(sink).allMatch(shard -> shard.lag() == 0));
    }

    public List<String> parked() {
        return jdbc().queryForList(
                        "select sink || ' ' || reason || ' ' || attempts || ' ' || detail"
                                + " from serai.parked order by shard, pos",
                        String.class);
    }

    public TestHub hub() {
        return hub;
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(database.dataSource());
    }

    public TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        camel.stop();
        hub.close();
        log.close();
        database.close();
    }

    private final class SecretsOfTheTest implements PropertiesFunction {
        @Override
        public String getName() {
            return "secret";
        }

        @Override
        public String apply(String name) {
            return secrets.get(name);
        }
    }
}
