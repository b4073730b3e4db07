package dev.serai.delivery;

import dev.serai.delivery.attempt.AttemptPartitions;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.delivery.connection.Reach;
import dev.serai.delivery.courier.BreakerSettings;
import dev.serai.delivery.courier.Breakers;
import dev.serai.delivery.courier.Couriers;
import dev.serai.delivery.courier.Throttles;
import dev.serai.delivery.dispatch.DispatchDueDeliveries;
import dev.serai.delivery.dispatch.DispatchSignal;
import dev.serai.delivery.dispatch.Dispatcher;
import dev.serai.delivery.dispatch.Lease;
import dev.serai.delivery.dispatch.SweepDeliveries;
import dev.serai.delivery.failing.DisableFailing;
import dev.serai.delivery.failing.FailingEndpoints;
import dev.serai.delivery.fresh.HandOver;
import dev.serai.delivery.lane.EndpointLeases;
import dev.serai.delivery.lane.Lanes;
import dev.serai.delivery.ledger.Ledger;
import dev.serai.delivery.ledger.PostgresLedger;
import dev.serai.delivery.ledger.TellOperations;
import dev.serai.delivery.ledger.WriteLedger;
import dev.serai.delivery.park.ParkDeliveries;
import dev.serai.delivery.replay.ReplayDeliveries;
import dev.serai.delivery.replay.ResendDeliveries;
import dev.serai.delivery.row.DueRows;
import dev.serai.delivery.row.PostgresDeliveries;
import dev.serai.delivery.schedule.RetrySchedule;
import dev.serai.delivery.schedule.RetrySchedules;
import dev.serai.delivery.schedule.TypeSchedules;
import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.delivery.settle.MakeAttempt;
import dev.serai.delivery.settle.SettleAttempt;
import dev.serai.delivery.settle.StoppableCourier;
import dev.serai.event.Ksuid;
import dev.serai.outbox.RetentionGuard;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The engine, put together: what belongs to whom stands here, and how it starts and stops. */
final class DeliveryEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);

    private static final int BREAKER_CALLS = 20;
    private static final int BREAKER_CALLS_MIN = 5;
    private static final int BREAKER_FAILURE_PERCENT = 50;
    private static final int BREAKER_PROBES = 2;
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final DispatchSignal signal = new DispatchSignal();
    private final ScheduledThreadPoolExecutor timer;
    private final Couriers couriers;
    private final StoppableCourier courier;
    private final Ledger ledger;
    private final EndpointLeases leases;
    private final Lanes lanes;
    private final Dispatcher dispatcher;
    private final MaintainDelivery maintenance;
    private final PostgresDeliveries rows;
    private final FailingEndpoints failing;
    private final Deliveries deliveries;
    private final ReplayDeliveries replayer;

    /** Puts it together; nothing runs yet. */
    DeliveryEngine(
            DeliveryProperties settings,
            Stores stores,
            Chance chance,
            Reach reach,
            DeliveryListener listener) {
        UUID hub = new UUID(chance.random().nextLong(), chance.random().nextLong());
        JdbcClient jdbc = JdbcClient.create(stores.jdbc());
        AttemptPartitions partitions = new AttemptPartitions(stores.jdbc(), stores.retention());
        Lease lease =
                new Lease(settings.timeout().plus(settings.connectTimeout()), System::nanoTime);
        RetrySchedule schedule = new RetrySchedule(settings.retrySchedule());
        TellOperations operations = new TellOperations(jdbc, stores.endpoints());
        failing = new FailingEndpoints(jdbc);
        DisableFailing disabling =
                new DisableFailing(
                        jdbc, failing, stores.endpoints(), chance.clock(), settings.disableAfter());
        Breakers breakers = breakers(settings, listener);
        Throttles throttles = new Throttles(System::nanoTime);
        timer = new ScheduledThreadPoolExecutor(1, daemon("serai-delivery-batches"));
        couriers =
                new Couriers(
                        reach, settings.signatureHeaders(), breakers, throttles, chance.clock());
        courier = new StoppableCourier(couriers);
        leases = new EndpointLeases(jdbc, hub, System::nanoTime);
        lanes =
                new Lanes(
                        Thread::startVirtualThread,
                        settings.attemptsMax(),
                        leases,
                        breakers,
                        throttles);
        ledger = ledger(stores, jdbc, partitions, failing, operations, hub);
        rows = new PostgresDeliveries(jdbc);
        MakeAttempt attempt =
                new MakeAttempt(
                        courier,
                        settling(
                                new RetrySchedules(schedule, stores.types()),
                                disabling,
                                stores,
                                chance,
                                listener),
                        ledger,
                        HandOver.QUICK);
        ParkDeliveries parking = parking(stores, jdbc, operations, chance, listener);
        DispatchDueDeliveries dispatch =
                new DispatchDueDeliveries(
                        new DueRows(jdbc, hub),
                        parking,
                        stores.endpoints(),
                        leases,
                        lanes,
                        attempt,
                        signal,
                        lease);
        SweepDeliveries sweep =
                new SweepDeliveries(
                        parking,
                        stores.endpoints(),
                        lanes,
                        leases,
                        failing,
                        new RetrySchedules(schedule, stores.types()),
                        settings.timeout());
        dispatcher = new Dispatcher(dispatch, sweep, signal);
        HandOver handOver = new HandOver(timer, lease);
        deliveries =
                new Deliveries(
                        stores.endpoints(),
                        lanes,
                        attempt,
                        ledger,
                        rows,
                        parking,
                        handOver,
                        new ResendDeliveries(stores.transactions(), jdbc, signal));
        replayer =
                new ReplayDeliveries(
                        stores.transactions(), jdbc, stores.parked(), stores.endpoints(), signal);
        maintenance = new MaintainDelivery(partitions, stores.endpoints(), parking, leases);
    }

    /** Begins to work. */
    void start() {
        maintenance.start();
        ledger.start();
        dispatcher.start();
    }

    Deliveries deliveries() {
        return deliveries;
    }

    FailingEndpoints failing() {
        return failing;
    }

    Replayer replayer() {
        return replayer;
    }

    RetentionGuard retentionGuard() {
        return rows;
    }

    /** Begins no attempt any more, lets those under way end for a while, and records them. */
    @Override
    public void close() {
        deliveries.stop();
        courier.stop();
        dispatcher.close();
        lanes.awaitIdle(STOP_MAX);
        timer.shutdown();
        ledger.close();
        release();
        couriers.close();
        maintenance.close();
    }

    /** The backstop: without it they end by themselves a little later. */
    private void release() {
        try {
            leases.release();
        } catch (RuntimeException e) {
            LOG.warn("Leases of endpoints were not given back; they end in some seconds", e);
        }
    }

    private Ledger ledger(
            Stores stores,
            JdbcClient jdbc,
            AttemptPartitions partitions,
            FailingEndpoints failing,
            TellOperations operations,
            UUID hub) {
        PostgresLedger written =
                new PostgresLedger(
                        stores.transactions(),
                        jdbc,
                        new PostgresAttempts(jdbc),
                        stores.parked(),
                        failing,
                        operations,
                        hub);
        return new Ledger(new WriteLedger(written, partitions::makeAhead, signal::raise));
    }

    private static SettleAttempt settling(
            RetrySchedules schedules,
            DisableFailing disabling,
            Stores stores,
            Chance chance,
            DeliveryListener listener) {
        return new SettleAttempt(
                schedules,
                stores.endpoints(),
                disabling,
                listener,
                chance.clock(),
                chance.random(),
                chance.ksuid());
    }

    private static ParkDeliveries parking(
            Stores stores,
            JdbcClient jdbc,
            TellOperations operations,
            Chance chance,
            DeliveryListener listener) {
        return new ParkDeliveries(
                stores.transactions(),
                jdbc,
                stores.parked(),
                operations,
                listener,
                chance.clock(),
                chance.ksuid());
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }

    private Breakers breakers(DeliveryProperties settings, DeliveryListener listener) {
        return new Breakers(
                new BreakerSettings(
                        BREAKER_CALLS,
                        BREAKER_CALLS_MIN,
                        BREAKER_FAILURE_PERCENT,
                        settings.breakerOpen(),
                        settings.breakerOpenMax(),
                        BREAKER_PROBES),
                (endpoint, state) -> {
                    switch (state) {
                        case OPEN -> listener.breakerOpened(endpoint);
                        case CLOSED -> listener.breakerClosed(endpoint);
                        case PROBING -> signal.raise();
                    }
                });
    }

    /** Where things are kept, and for how long attempts are. */
    record Stores(
            JdbcTemplate jdbc,
            TransactionOperations transactions,
            Endpoints endpoints,
            ParkedEvents parked,
            Duration retention,
            TypeSchedules types) {}

    /** Time, randomness, ids. */
    record Chance(InstantSource clock, RandomGenerator random, Ksuid ksuid) {}
}
