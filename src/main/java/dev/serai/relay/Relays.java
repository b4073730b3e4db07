package dev.serai.relay;

import dev.serai.outbox.EventLog;
import dev.serai.relay.batch.BatchHandler;
import dev.serai.relay.cursor.Sessions;
import dev.serai.relay.cursor.UnkeptSessions;
import dev.serai.relay.handover.Pause;
import dev.serai.relay.handover.RelayNeeds;
import dev.serai.relay.handover.Sink;
import dev.serai.relay.lease.PostgresLeases;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.relay.status.BroadcastStatus;
import dev.serai.relay.status.PostgresStatus;
import dev.serai.relay.status.SinkStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sinks this hub serves, and how far all sinks are. Thread-safe. */
public final class Relays implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

    /** Groups that became free are looked for this often while this hub has less than its share. */
    private static final Duration LOOK_FOR_FREE = Duration.ofMillis(500);

    /** A relay that went on beyond its lease is interrupted within this time. */
    private static final Duration WATCH_EVERY = Duration.ofMillis(100);

    private static final Duration SAY_EVERY = Duration.ofMinutes(1);

    private final RelayNeeds needs;
    private final PostgresLeases leases;
    private final PostgresStatus status;
    private final Map<SinkOptions.Keeper, Sessions> keepers;
    private final Map<SinkName, ServedSink> served = new ConcurrentHashMap<>();
    private final Pause pause = new Pause();
    private final EventLog.Subscription subscription;
    private final List<Thread> threads;

    Relays(
            RelayNeeds needs,
            PostgresLeases leases,
            PostgresStatus status,
            Map<SinkOptions.Keeper, Sessions> keepers) {
        this.needs = needs;
        this.leases = leases;
        this.status = status;
        this.keepers = Map.copyOf(keepers);
        this.subscription = needs.log().onAppend(() -> served.values().forEach(ServedSink::wake));
        // Platform threads: a lease must be kept however busy the virtual ones are.
        this.threads =
                List.of(
                        Thread.ofPlatform().daemon().name("relay-leases").start(this::keepLeases),
                        Thread.ofPlatform().daemon().name("relay-watch").start(this::watch));
    }

    /** Whether cursors can be kept there in this hub: there may be no Kafka. */
    public boolean canKeepIn(SinkOptions.Keeper keeper) {
        return keeper == SinkOptions.Keeper.NOBODY || keepers.containsKey(keeper);
    }

    /**
     * Serves a sink from now on.
     *
     * @throws IllegalStateException if this hub serves it already, or its cursors cannot be kept
     */
    public void register(SinkName name, SinkOptions options, BatchHandler handler) {
        if (!canKeepIn(options.keeper())) {
            throw new IllegalStateException(
                    "sink " + name + ": this hub cannot keep cursors in " + options.keeper());
        }
        served.compute(
                name,
                (key, present) -> {
                    if (present != null) {
                        throw new IllegalStateException(
                                "sink " + name + " is served by another route already");
                    }
                    return serve(name, options, handler);
                });
        pause.wake();
    }

    private ServedSink serve(SinkName name, SinkOptions options, BatchHandler handler) {
        if (options.keeper() == SinkOptions.Keeper.NOBODY) {
            return new BroadcastSink(
                    needs, new Sink(name, options, new UnkeptSessions(needs.log()), handler));
        }
        Sessions sessions = keepers.get(options.keeper());
        SinkOptions pinned = options.pinned(needs.log());
        return new LeasedSink(needs, new Sink(name, pinned, sessions, handler), leases);
    }

    /**
     * Serves a sink no more. Waits for the batches in hand, within bounds; other hubs can go on at
     * once. Nothing happens if it is not served.
     */
    public void unregister(SinkName name) {
        ServedSink sink = served.get(name);
        if (sink != null) {
            sink.stop();
            served.remove(name, sink);
        }
    }

    /** How far every sink is that keeps a cursor. Asks the database. */
    public List<SinkStatus> status() {
        return status.all(this::filter);
    }

    /** How the sinks are doing in this hub that every hub serves for itself, by name. */
    public List<BroadcastStatus> broadcasts() {
        return served.values().stream()
                .filter(BroadcastSink.class::isInstance)
                .map(sink -> ((BroadcastSink) sink).status())
                .sorted(Comparator.comparing(status -> status.sink().value()))
                .toList();
    }

    private EntryFilter filter(String sink) {
        ServedSink known = served.get(new SinkName(sink));
        return known == null ? EntryFilter.ALL : known.sink().options().filter();
    }

    /** Serves nothing any more. */
    @Override
    public void close() {
        served.keySet().forEach(this::unregister);
        pause.stop();
        subscription.close();
        threads.forEach(Thread::interrupt);
    }

    private void keepLeases() {
        long keptAt = needs.ticker().getAsLong() - needs.times().renewEvery().toNanos();
        long saidAt = needs.ticker().getAsLong() - SAY_EVERY.toNanos();
        while (!pause.isStopped()) {
            long now = needs.ticker().getAsLong();
            boolean all = now - keptAt >= needs.times().renewEvery().toNanos();
            keptAt = all ? now : keptAt;
            try {
                pause.expectEntries();
                served.values().stream()
                        .filter(s -> all || s.wantsMore())
                        .forEach(ServedSink::keep);
            } catch (RuntimeException e) {
                if (now - saidAt >= SAY_EVERY.toNanos()) {
                    saidAt = now;
                    LOG.warn(
                            "Leases could not be renewed; it is tried again at once: {}",
                            e.toString());
                }
            }
            if (!rest()) {
                return;
            }
        }
    }

    private boolean rest() {
        Duration renewEvery = needs.times().renewEvery();
        try {
            pause.untilEntries(
                    renewEvery.compareTo(LOOK_FOR_FREE) < 0 ? renewEvery : LOOK_FOR_FREE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void watch() {
        try {
            while (!pause.sitOut(WATCH_EVERY)) {
                served.values().forEach(ServedSink::watch);
            }
        } catch (InterruptedException e) {
            LOG.debug("No lease is watched any more: the hub stops");
        }
    }
}
