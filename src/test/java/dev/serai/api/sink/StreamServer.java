package dev.serai.api.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.TestLog;
import dev.serai.stream.LiveStreams;
import dev.serai.stream.LiveTail;
import dev.serai.stream.StreamListener;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Projects;
import dev.serai.testing.SseClient;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The live stream over a real log behind real HTTP. */
final class StreamServer implements AutoCloseable {

    private final TestDatabase database = TestDatabase.migrated();
    private final TestLog log = TestLog.on(database.dataSource());
    private final Counts counts = new Counts();
    private final List<String> properties;
    private TestServer server;

    public StreamServer(String... properties) {
        this.properties = List.of(properties);
        this.server = start();
    }

    /** Counts what the listener is told. */
    public static final class Counts implements StreamListener {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger sent = new AtomicInteger();
        final AtomicInteger cut = new AtomicInteger();
        final AtomicInteger turnedAway = new AtomicInteger();

        @Override
        public void opened() {
            opened.incrementAndGet();
        }

        @Override
        public void closed() {
            closed.incrementAndGet();
        }

        @Override
        public void sent(int events) {
            sent.addAndGet(events);
        }

        @Override
        public void cut() {
            cut.incrementAndGet();
        }

        @Override
        public void turnedAway() {
            turnedAway.incrementAndGet();
        }
    }

    /** No stereotype: the hub's own scan of packages must not find it. */
    @ComponentScan("dev.serai.stream")
    public static final class Stream {}

    private TestServer start() {
        return TestServer.start(
                this::register,
                properties,
                Stream.class,
                StreamController.class,
                ErrorsAsProblems.class);
    }

    private void register(GenericApplicationContext context) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(EventLog.class, log::log);
        context.registerBean(StreamListener.class, () -> counts);
        context.registerBean(Projects.class, () -> new PostgresProjects(jdbc, new ObjectMapper()));
    }

    /** Stops the hub and starts it again on the same log. */
    public void restart() {
        server.close();
        server = start();
    }

    public TestServer http() {
        return server;
    }

    public TestLog log() {
        return log;
    }

    public Counts counts() {
        return counts;
    }

    public LiveTail tail() {
        return server.bean(LiveTail.class);
    }

    public int readers() {
        return server.bean(LiveStreams.class).readers();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    public SseClient open(String query) {
        return SseClient.open(server, "/api/v1/stream" + query, null);
    }

    public SseClient resume(String query, String lastEventId) {
        return SseClient.open(server, "/api/v1/stream" + query, lastEventId);
    }

    /** Appends an event; its id. */
    public String append(String type, String data) {
        return log.append(TestLog.event(type, "key", data)).id().value();
    }

    @Override
    public void close() {
        server.close();
        log.close();
        database.close();
    }
}
