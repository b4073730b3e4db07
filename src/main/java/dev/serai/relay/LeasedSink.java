package dev.serai.relay;

import dev.serai.relay.handover.GroupRelay;
import dev.serai.relay.handover.RelayNeeds;
import dev.serai.relay.handover.Sink;
import dev.serai.relay.lease.Lease;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.lease.PostgresLeases;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.RelayState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A sink whose groups are divided between the hubs that serve it. */
final class LeasedSink implements ServedSink {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedSink.class);

    private final RelayNeeds needs;
    private final Sink sink;
    private final PostgresLeases leases;
    private final Map<Integer, RunningGroup> running = new ConcurrentHashMap<>();
    private volatile boolean closing;
    private volatile int share = ShardGroup.COUNT;
    private volatile boolean begun;

    LeasedSink(RelayNeeds needs, Sink sink, PostgresLeases leases) {
        this.needs = needs;
        this.sink = sink;
        this.leases = leases;
    }

    @Override
    public Sink sink() {
        return sink;
    }

    @Override
    public void keep() {
        renew();
        if (!closing) {
            share = leases.share(sink.name());
            giveUpAbove(share);
            takeUpTo(share);
            // From here on, a lease in this hub's name that it does not know is another hub's.
            begun = true;
        }
    }

    private void renew() {
        long sentAt = needs.ticker().getAsLong();
        Set<Integer> kept = leases.renew(sink.name(), held());
        running.forEach(
                (number, group) -> {
                    if (group.hasEnded()) {
                        end(number, group);
                    } else if (kept.contains(number)) {
                        group.relay().lease().renewed(sentAt);
                    } else {
                        group.relay().lease().lose();
                        group.relay().stop();
                    }
                });
    }

    private List<LeasedGroup> held() {
        return running.values().stream().map(group -> group.relay().group()).toList();
    }

    private void giveUpAbove(int share) {
        running.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .skip(share)
                .forEach(entry -> entry.getValue().relay().stop());
    }

    private void takeUpTo(int share) {
        if (running.size() >= share) {
            return;
        }
        Set<Integer> others = leases.others(sink.name());
        for (int number = 0; number < ShardGroup.COUNT && running.size() < share; number++) {
            if (!running.containsKey(number) && !others.contains(number)) {
                long sentAt = needs.ticker().getAsLong();
                leases.take(sink.name(), ShardGroup.of(number), !begun)
                        .ifPresent(group -> start(group, sentAt));
            }
        }
    }

    private synchronized void start(LeasedGroup group, long sentAt) {
        if (closing) {
            leases.release(group);
            return;
        }
        Lease lease = Lease.of(needs.ticker(), sentAt, needs.times().lease());
        GroupRelay relay =
                new GroupRelay(
                        needs, sink, group, lease, (state, detail) -> report(group, state, detail));
        running.put(group.group().number(), RunningGroup.start(relay));
        needs.listener().leaseGained(sink.name(), group.group().number());
    }

    private void report(LeasedGroup group, RelayState state, @Nullable String detail) {
        try {
            leases.report(group, state, detail);
        } catch (DataAccessException e) {
            LOG.debug("The state of {} could not be told to the other hubs: {}", group, state, e);
        }
    }

    private void end(int number, RunningGroup group) {
        if (running.remove(number, group)) {
            needs.listener().leaseLost(sink.name(), number);
            leases.release(group.relay().group());
        }
    }

    @Override
    public boolean wantsMore() {
        boolean leaving = running.values().stream().anyMatch(group -> group.relay().isStopping());
        return !closing && (leaving || running.size() < share);
    }

    @Override
    public void wake() {
        running.values().forEach(group -> group.relay().wake());
    }

    @Override
    public void watch() {
        running.values().forEach(RunningGroup::watch);
    }

    @Override
    public void stop() {
        synchronized (this) {
            closing = true;
        }
        running.values().forEach(group -> group.relay().stop());
        running.values().forEach(group -> group.awaitEnd(needs.times().stopWithin()));
        try {
            running.forEach(this::end);
            leases.leave(sink.name());
        } catch (DataAccessException e) {
            LOG.warn(
                    "The leases of sink {} could not be given up; other hubs take them when they"
                            + " have run out",
                    sink.name(),
                    e);
        }
    }
}
