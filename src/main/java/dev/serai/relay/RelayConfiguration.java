package dev.serai.relay;

import dev.serai.event.Ksuid;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.RetentionGuard;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.relay.cursor.ForgetSink;
import dev.serai.relay.cursor.PostgresCursors;
import dev.serai.relay.cursor.PostgresNeeds;
import dev.serai.relay.cursor.PostgresSessions;
import dev.serai.relay.cursor.Sessions;
import dev.serai.relay.handover.RelayListener;
import dev.serai.relay.handover.RelayNeeds;
import dev.serai.relay.handover.RelayTimes;
import dev.serai.relay.lease.PostgresLeases;
import dev.serai.relay.lease.PostgresStreaks;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.relay.status.PostgresStatus;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the relay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelayProperties.class)
class RelayConfiguration {

    /** An embedded database has one hub at a time, so its next one may have the same name. */
    private static final String ONLY_HUB = "embedded";

    @Bean
    PostgresCursors relayCursors(JdbcClient jdbc) {
        return new PostgresCursors(jdbc);
    }

    @Bean
    RelayNeeds relayNeeds(
            EventLog log,
            ParkedEvents parked,
            JdbcClient jdbc,
            Ksuid ksuid,
            InstantSource clock,
            ObjectProvider<RelayListener> listener,
            RelayProperties properties) {
        return new RelayNeeds(
                log,
                parked,
                new PostgresStreaks(jdbc),
                ksuid,
                clock,
                listener.getIfAvailable(() -> RelayListener.NOOP),
                RelayTimes.withLease(properties.lease(), properties.renew()),
                System::nanoTime);
    }

    @Bean
    HubName hubName(RelayProperties properties, Environment environment, Ksuid ksuid) {
        if (!properties.hubId().isBlank()) {
            return new HubName(properties.hubId());
        }
        boolean embedded = environment.getProperty("serai.database.url", "").isBlank();
        return embedded ? new HubName(ONLY_HUB) : HubName.made(ksuid);
    }

    @Bean
    PostgresLeases relayLeases(JdbcClient jdbc, RelayProperties properties, HubName hub) {
        return new PostgresLeases(jdbc, hub.value(), properties.lease());
    }

    @Bean
    @DependsOnDatabaseInitialization
    Relays relays(
            RelayNeeds needs,
            PostgresLeases leases,
            PostgresCursors cursors,
            JdbcClient jdbc,
            ObjectProvider<Sessions> kafka) {
        return new Relays(
                needs,
                leases,
                new PostgresStatus(jdbc, needs.log()),
                keepers(needs, cursors, kafka));
    }

    @Bean
    ForgetSink forgetSink(
            RelayNeeds needs,
            PostgresLeases leases,
            PostgresCursors cursors,
            ObjectProvider<Sessions> kafka) {
        return new ForgetSink(leases, cursors, keepers(needs, cursors, kafka));
    }

    /** The one for Kafka is absent when the hub runs without. */
    private static Map<SinkOptions.Keeper, Sessions> keepers(
            RelayNeeds needs, PostgresCursors cursors, ObjectProvider<Sessions> kafka) {
        Map<SinkOptions.Keeper, Sessions> keepers = new EnumMap<>(SinkOptions.Keeper.class);
        keepers.put(
                SinkOptions.Keeper.POSTGRES,
                new PostgresSessions(cursors, needs.log(), needs.parked()));
        kafka.ifAvailable(sessions -> keepers.put(SinkOptions.Keeper.KAFKA, sessions));
        return keepers;
    }

    @Bean
    Replayer relayReplayer(PostgresCursors cursors, EventLog log, ParkedEvents parked) {
        return new ParkedReplayer(cursors, log, parked);
    }

    @Bean
    RetentionGuard neededBySinks(JdbcClient jdbc) {
        return new PostgresNeeds(jdbc);
    }
}
