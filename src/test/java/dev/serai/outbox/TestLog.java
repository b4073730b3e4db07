package dev.serai.outbox;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log on a test's database: what a hub has of it, without Spring. */
public final class TestLog implements AutoCloseable {

    private static final Ksuid KSUID = new Ksuid(InstantSource.system(), new SecureRandom());

    private final AppendSignal signal = new AppendSignal();
    private final HubSignal hubSignal;
    private final PostgresOutbox outbox;
    private final PostgresEventLog log;
    private final PostgresDedupeKeys dedupeKeys;
    private final PostgresRequests requests;

    private TestLog(DataSource dataSource) {
        hubSignal = new HubSignal(dataSource, signal);
        outbox =
                new PostgresOutbox(
                        dataSource,
                        partitions(dataSource, Duration.ofDays(30)),
                        new PostgresOutbox.Size(2, 500, 7),
                        hubSignal::appended,
                        OutboxListener.NOOP);
        log = new PostgresEventLog(new JdbcTemplate(dataSource), signal);
        dedupeKeys = new PostgresDedupeKeys(JdbcClient.create(dataSource), 7);
        requests =
                new PostgresRequests(
                        JdbcClient.create(dataSource), partitions(dataSource, Duration.ofDays(30)));
    }

    public static TestLog on(DataSource dataSource) {
        return new TestLog(dataSource);
    }

    static Partitions partitions(DataSource dataSource, Duration retention) {
        return new Partitions(dataSource, retention, Duration.ofDays(7), List::of);
    }

    public Outbox outbox() {
        return outbox;
    }

    public EventLog log() {
        return log;
    }

    public DedupeKeys dedupeKeys() {
        return dedupeKeys;
    }

    public SharedRequests requests() {
        return requests;
    }

    /** An event of the default project. */
    public static Event event(String type, String key, String data) {
        return event(Owner.DEFAULT, type, key, data);
    }

    public static Event event(Owner owner, String type, String key, String data) {
        return new Event(
                EventId.next(KSUID),
                owner,
                type,
                "/test",
                null,
                Instant.parse("2026-01-02T03:04:05Z"),
                Event.JSON,
                data.getBytes(StandardCharsets.UTF_8),
                key,
                Priority.NORMAL,
                null,
                null);
    }

    /** Appends and waits until it is durable. */
    public Appended append(Event event, DedupeKey... keys) {
        return outbox.append(new Candidate(event, List.of(keys), null)).join();
    }

    /** Appends without waiting. */
    public CompletableFuture<Appended> appendAsync(Event event, DedupeKey... keys) {
        return outbox.append(new Candidate(event, List.of(keys), null));
    }

    @Override
    public void close() {
        outbox.close();
        hubSignal.close();
        signal.close();
    }
}
