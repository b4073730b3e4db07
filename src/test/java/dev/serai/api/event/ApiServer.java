package dev.serai.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.audit.AuditRecords;
import dev.serai.audit.PostgresAudit;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.PostgresParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.relay.Relays;
import dev.serai.relay.TestHub;
import dev.serai.relay.batch.BatchHandler;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Projects;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API on a real database behind real HTTP. */
public final class ApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final ParkedEvents parked = new PostgresParkedEvents(jdbc, InstantSource.system());
    private final TestHub hub = TestHub.on(database.dataSource(), log.log(), "hub-a");
    private final List<DeliveryState> deliveries = new CopyOnWriteArrayList<>();
    private final List<RouteStatus> routes = new CopyOnWriteArrayList<>();
    private final TestServer server;

    public ApiServer(List<Replayer> replayers, Class<?>... controllers) {
        server =
                TestServer.start(
                        context -> register(context, replayers),
                        List.of(),
                        Stream.concat(Stream.of(ErrorsAsProblems.class), Stream.of(controllers))
                                .toArray(Class<?>[]::new));
    }

    private void register(GenericApplicationContext context, List<Replayer> replayers) {
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(ParkedEvents.class, () -> parked);
        context.registerBean(Projects.class, () -> new PostgresProjects(jdbc, JSON));
        // Few, so that a test sees a page that ends before the log does.
        context.registerBean(PostgresEvents.class, () -> new PostgresEvents(jdbc, 5));
        context.registerBean(
                EventOutcomes.class,
                () -> new EventOutcomes(parked, hub.relays(), event -> List.copyOf(deliveries)));
        context.registerBean(Relays.class, hub::relays);
        context.registerBean(Routes.class, () -> () -> List.copyOf(routes));
        context.registerBean(AuditRecords.class, () -> new PostgresAudit(jdbc));
        for (int i = 0; i < replayers.size(); i++) {
            Replayer replayer = replayers.get(i);
            context.registerBean("replayer" + i, Replayer.class, () -> replayer);
        }
    }

    public TestServer http() {
        return server;
    }

    public TestLog log() {
        return log;
    }

    public ParkedEvents parked() {
        return parked;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** How the files of routes fare: to be filled by the test. */
    public List<RouteStatus> routes() {
        return routes;
    }

    /** What became of every event at its endpoints: to be filled by the test. */
    public List<DeliveryState> deliveries() {
        return deliveries;
    }

    /** Serves a sink. */
    public void serve(String sink, EntryFilter filter, BatchHandler handler) {
        serve(sink, SinkOptions.Keeper.POSTGRES, From.START, filter, handler);
    }

    /** Serves a sink that keeps no place. */
    public void broadcast(String sink, BatchHandler handler) {
        serve(sink, SinkOptions.Keeper.NOBODY, From.NOW, EntryFilter.ALL, handler);
    }

    private void serve(
            String sink,
            SinkOptions.Keeper keeper,
            From from,
            EntryFilter filter,
            BatchHandler handler) {
        SinkOptions options =
                new SinkOptions(keeper, from, Portions.TOGETHER, Patience.DEFAULT, filter);
        hub.relays().register(new SinkName(sink), options, handler);
    }

    /** The answer of a {@code GET}, which must be 200. */
    public JsonNode get(String path) {
        HttpResponse<String> response = server.get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The ids of a page. */
    public static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.path("data").spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }

    @Override
    public void close() {
        server.close();
        hub.close();
        log.close();
        database.close();
    }
}
