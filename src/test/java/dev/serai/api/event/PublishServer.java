package dev.serai.api.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.event.Ksuid;
import dev.serai.ingress.InFlight;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.answer.IngressListener;
import dev.serai.ingress.published.Publishing;
import dev.serai.outbox.TestLog;
import dev.serai.tenant.PostgresProjects;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The publish API on a log of its own. */
final class PublishServer implements AutoCloseable {

    private final TestDatabase database = TestDatabase.migrated();
    private final TestLog log = TestLog.on(database.dataSource());
    private final InFlight inFlight;
    private final TestServer server;

    /**
     * Starts.
     *
     * @param requestsMax how many it takes at once
     */
    PublishServer(int requestsMax, InstantSource clock) {
        inFlight = new InFlight(requestsMax, 1 << 20);
        server =
                TestServer.start(
                        context -> register(context, clock),
                        List.of(),
                        PublishController.class,
                        ErrorsAsProblems.class);
    }

    private void register(GenericApplicationContext context, InstantSource clock) {
        Publishing publishing =
                new Publishing(
                        log.outbox(),
                        new PostgresProjects(jdbc(), new ObjectMapper()),
                        new Ksuid(clock, new SecureRandom()),
                        clock,
                        IngressListener.NOOP);
        context.registerBean(Publishing.class, () -> publishing);
        context.registerBean(InFlight.class, () -> inFlight);
        context.registerBean(IngressLimits.class, () -> new IngressLimits(2_000, 3));
    }

    TestServer http() {
        return server;
    }

    TestDatabase database() {
        return database;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    InFlight inFlight() {
        return inFlight;
    }

    @Override
    public void close() {
        server.close();
        log.close();
        database.close();
    }
}
