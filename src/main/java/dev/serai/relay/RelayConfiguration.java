package dev.serai.relay;

import dev.serai.event.Ksuid;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.RetentionGuard;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
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
            Ksuid ksuid,
            InstantSource clock,
            ObjectProvider<RelayListener> listener,
            RelayProperties properties) {
        return new RelayNeeds(
                log,
                parked,
                ksuid,
                clock,
                listener.getIfAvailable(() -> RelayListener.NOOP),
                RelayTimes.withLease(properties.lease(), properties.renew()),
                System::nanoTime);
    }

    @Bean
    PostgresLeases relayLeases(
            JdbcClient jdbc, RelayProperties properties, Environment environment, Ksuid ksuid) {
        boolean embedded = environment.getProperty("serai.database.url", "").isBlank();
        String made = embedded ? ONLY_HUB : "hub_" + ksuid.next();
        String hub = properties.hubId().isBlank() ? made : properties.hubId();
        return new PostgresLeases(jdbc, hub, properties.lease());
    }

    /**
     * The relays of this hub.
     *
     * @param kafka opens the sessions of sinks that keep their cursors in Kafka; absent when the
     *     hub runs without
     */
    @Bean
    @DependsOnDatabaseInitialization
    Relays relays(
            RelayNeeds needs,
            PostgresLeases leases,
            PostgresCursors cursors,
            JdbcClient jdbc,
            ObjectProvider<Sessions> kafka) {
        Map<SinkOptions.Keeper, Sessions> keepers = new EnumMap<>(SinkOptions.Keeper.class);
        keepers.put(
                SinkOptions.Keeper.POSTGRES,
                new PostgresSessions(cursors, needs.log(), needs.parked()));
        kafka.ifAvailable(sessions -> keepers.put(SinkOptions.Keeper.KAFKA, sessions));
        return new Relays(needs, leases, new PostgresStatus(jdbc, needs.log()), keepers);
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
