package dev.serai.outbox;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.outbox.append.TestAppending;
import dev.serai.outbox.reading.TestReading;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** The log on a test's database: what a hub has of it, without Spring. */
public final class TestLog implements AutoCloseable {

    private static final Ksuid KSUID = new Ksuid(InstantSource.system(), new SecureRandom());

    private final TestReading reading;
    private final TestAppending appending;
    private final DedupeKeys dedupeKeys;
    private final SharedRequests requests;

    private TestLog(DataSource dataSource) {
        reading = new TestReading(dataSource);
        appending = new TestAppending(dataSource, reading::appended);
        dedupeKeys = appending.dedupeKeys();
        requests = appending.requests();
    }

    public static TestLog on(DataSource dataSource) {
        return new TestLog(dataSource);
    }

    public Outbox outbox() {
        return appending.outbox();
    }

    public EventLog log() {
        return reading.log();
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
        return outbox().append(new Candidate(event, List.of(keys), null)).join();
    }

    /** Appends without waiting. */
    public CompletableFuture<Appended> appendAsync(Event event, DedupeKey... keys) {
        return outbox().append(new Candidate(event, List.of(keys), null));
    }

    @Override
    public void close() {
        appending.close();
        reading.close();
    }
}
