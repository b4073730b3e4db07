package dev.serai.delivery;

import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.attempt.AttemptFilter;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.delivery.courier.SignatureNames;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.schedule.TypeSchedules;
import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.Place;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.PostgresParkedEvents;
import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.TestEndpoints;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.tenant.Owner;
import dev.serai.tenant.TenantId;
import dev.serai.testing.Samples;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A hub's engine on a test's database, with short times; and what a test asks of it. */
public final class TestHub implements AutoCloseable {

    static final Duration SECOND = Duration.ofSeconds(1);

    final Endpoints endpoints;
    final PostgresParkedEvents parked;
    final PostgresAttempts attempts;
    final DeliveryEngine engine;
    final JdbcClient jdbc;
    private final TestLog log;
    private final List<Place> places;

    private TestHub(DataSource dataSource, DeliveryProperties settings, DeliveryListener listener) {
        this.jdbc = JdbcClient.create(dataSource);
        this.log = TestLog.on(dataSource);
        this.endpoints = TestEndpoints.on(dataSource);
        this.parked = new PostgresParkedEvents(jdbc, InstantSource.system());
        this.attempts = new PostgresAttempts(jdbc);
        this.engine =
                new DeliveryEngine(
                        settings,
                        new DeliveryEngine.Stores(
                                new JdbcTemplate(dataSource),
                                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                                endpoints,
                                parked,
                                Duration.ofDays(30),
                                TypeSchedules.NONE),
                        new DeliveryEngine.Chance(
                                InstantSource.system(), new SecureRandom(), Samples.KSUID),
                        settings.reach(
                                new AllowedUrls(new AllowedAddresses(List.of("127.0.0.0/8")))),
                        listener);
        places = new ArrayList<>(log.log().heads());
        engine.start();
    }

    public static TestHub on(DataSource dataSource, Duration... schedule) {
        return new TestHub(
                dataSource, settings(Duration.ofSeconds(30), schedule), DeliveryListener.NOOP);
    }

    static TestHub on(
            DataSource dataSource, DeliveryListener listener, Duration open, Duration... schedule) {
        return new TestHub(dataSource, settings(open, schedule), listener);
    }

    private static DeliveryProperties settings(Duration open, Duration... schedule) {
        return new DeliveryProperties(
                List.of(schedule),
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                open,
                open,
                Duration.ofDays(5),
                200,
                EnumSet.allOf(SignatureNames.class),
                new DeliveryProperties.Network(false, List.of("1-65535"), List.of(), null, null));
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public Deliveries deliveries() {
        return engine.deliveries();
    }

    public Outbox outbox() {
        return log.outbox();
    }

    /** Offers the engine all that was appended since the last time, as the relay does. */
    public void relay() {
        List<Entry> entries = log.log().read(places, 1_000, Integer.MAX_VALUE);
        entries.forEach(
                entry -> {
                    places.removeIf(place -> place.position().shard() == entry.position().shard());
                    places.add(Place.after(entry));
                });
        settle(entries);
    }

    public Endpoint endpoint(String url, String... types) {
        return endpoints.create(Owner.DEFAULT, Samples.settings(url, types), Samples.SECRET);
    }

    /** Appends events of a type to the log, and reads them from it. */
    public List<Entry> entries(String type, int count) {
        return entries(
                IntStream.range(0, count)
                        .mapToObj(i -> TestLog.event(type, "key" + i, "{\"n\":" + i + "}"))
                        .toList());
    }

    /** Appends events to the log, and reads them from it. */
    List<Entry> entries(List<Event> events) {
        List<Place> heads = log.log().heads();
        events.stream().map(log::appendAsync).toList().forEach(CompletableFuture::join);
        return new ArrayList<>(log.log().read(heads, events.size(), Integer.MAX_VALUE));
    }

    Endpoint endpoint(String url, EndpointOptions options) {
        return endpoints.create(
                Owner.DEFAULT, Samples.settings(url).withOptions(options), Samples.SECRET);
    }

    Entry entry(Event event) {
        List<Place> heads = log.log().heads();
        log.append(event);
        return log.log().read(heads, 1, 1).getFirst();
    }

    CompletableFuture<Void> accept(List<Entry> entries) {
        return engine.deliveries().accept(entries);
    }

    void settle(List<Entry> entries) {
        accept(entries).orTimeout(10, TimeUnit.SECONDS).join();
    }

    long rows() {
        return engine.deliveries().waiting();
    }

    List<Attempt> attempts(Endpoint endpoint) {
        return attempts.older(
                new AttemptFilter(
                        Owner.DEFAULT,
                        null,
                        endpoint.id(),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null),
                null,
                10_000);
    }

    List<ParkedEvent> parked(Entry entry) {
        return parked.findByEvent(TenantId.DEFAULT, entry.event().id());
    }

    DeliveryState state(Entry entry) {
        return engine.deliveries().of(entry.event().id()).getFirst();
    }

    @Override
    public void close() {
        engine.close();
        log.close();
    }
}
