package dev.serai.relay;

import dev.serai.event.Ksuid;
import dev.serai.outbox.EventLog;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.PostgresParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.relay.cursor.CursorMirror;
import dev.serai.relay.cursor.PostgresCursors;
import dev.serai.relay.cursor.PostgresSessions;
import dev.serai.relay.cursor.Sessions;
import dev.serai.relay.handover.RelayListener;
import dev.serai.relay.handover.RelayNeeds;
import dev.serai.relay.handover.RelayTimes;
import dev.serai.relay.lease.PostgresLeases;
import dev.serai.relay.lease.PostgresStreaks;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.relay.status.PostgresStatus;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub's relay without the rest of it, with short times. */
public final class TestHub implements AutoCloseable {

    /** How long leases last here. */
    public static final Duration LEASE = Duration.ofSeconds(1);

    private static final RelayTimes TIMES =
            new RelayTimes(
                    LEASE,
                    Duration.ofMillis(100),
                    Duration.ofMillis(50),
                    Duration.ofMillis(10),
                    Duration.ofMillis(100),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5));

    private final EventLog log;
    private final ParkedEvents parked;
    private final PostgresCursors cursors;
    private final Relays relays;

    /** Makes the sessions of sinks that keep their places in Kafka. */
    public interface KafkaSessionsMaker {
        Sessions make(EventLog log, ParkedEvents parked, CursorMirror mirror);
    }

    private TestHub(
            DataSource dataSource, EventLog log, String name, @Nullable KafkaSessionsMaker kafka) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        this.log = log;
        this.parked = new PostgresParkedEvents(jdbc, InstantSource.system());
        this.cursors = new PostgresCursors(jdbc);
        Map<SinkOptions.Keeper, Sessions> keepers = new EnumMap<>(SinkOptions.Keeper.class);
        keepers.put(SinkOptions.Keeper.POSTGRES, new PostgresSessions(cursors, log, parked));
        if (kafka != null) {
            keepers.put(SinkOptions.Keeper.KAFKA, kafka.make(log, parked, cursors));
        }
        Ksuid ksuid = new Ksuid(InstantSource.system(), new SecureRandom());
        this.relays =
                new Relays(
                        new RelayNeeds(
                                log,
                                parked,
                                new PostgresStreaks(jdbc),
                                ksuid,
                                InstantSource.system(),
                                RelayListener.NOOP,
                                TIMES,
                                System::nanoTime),
                        new PostgresLeases(jdbc, name, LEASE),
                        new PostgresStatus(jdbc, log),
                        keepers);
    }

    public static TestHub on(DataSource dataSource, EventLog log, String name) {
        return new TestHub(dataSource, log, name, null);
    }

    /** One that can keep places in Kafka too. */
    public static TestHub on(
            DataSource dataSource, EventLog log, String name, KafkaSessionsMaker kafka) {
        return new TestHub(dataSource, log, name, kafka);
    }

    public Relays relays() {
        return relays;
    }

    public ParkedEvents parked() {
        return parked;
    }

    public CursorMirror mirror() {
        return cursors;
    }

    public Replayer replayer() {
        return new ParkedReplayer(cursors, log, parked);
    }

    @Override
    public void close() {
        relays.close();
    }
}
