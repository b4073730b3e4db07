package dev.serai.relay.handover;

import dev.serai.outbox.HoleInLog;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.Lease;
import dev.serai.relay.lease.LeaseLost;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.sink.RelayState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one group of a sink's shards for as long as this hub has its lease: reads, hands over,
 * keeps the place. Its {@link #run} is one thread's; the other methods are anybody's.
 */
public final class GroupRelay implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupRelay.class);

    private final RelayNeeds needs;
    private final Sink sink;
    private final LeasedGroup group;
    private final Lease lease;
    private final ReportState report;
    private final Pause pause = new Pause();
    private final Outage outage;
    private final HandOver handOver;
    private @Nullable String stoppedBecause;

    public GroupRelay(
            RelayNeeds needs, Sink sink, LeasedGroup group, Lease lease, ReportState report) {
        this.needs = needs;
        this.sink = sink;
        this.group = group;
        this.lease = lease;
        this.report = report;
        Duration most = sink.options().patience().outagePauseMost();
        this.outage = new Outage("sink " + group, needs.times(), most, needs.ticker());
        this.handOver = new HandOver(needs, sink, group, pause, this::goesOn);
    }

    /** Has a group's state told to the other hubs. */
    public interface ReportState {
        void report(RelayState state, @Nullable String detail);
    }

    public LeasedGroup group() {
        return group;
    }

    public Lease lease() {
        return lease;
    }

    /** There are new entries. Never blocks. */
    public void wake() {
        pause.wake();
    }

    /** Ends {@link #run} after the batch in hand. */
    public void stop() {
        pause.stop();
    }

    public boolean isStopping() {
        return pause.isStopped();
    }

    /** Until it is stopped, or the lease is over. */
    @Override
    public void run() {
        while (goesOn()) {
            try (Session session = sink.sessions().open(group, sink.options().from())) {
                serve(session);
            } catch (LeaseLost e) {
                LOG.info("Sink {} is served by another hub now", group);
                lease.lose();
            } catch (CannotContinue | HoleInLog e) {
                standStill(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                backOff(e);
            }
        }
    }

    private boolean goesOn() {
        return !pause.isStopped() && lease.isValid() && !Thread.currentThread().isInterrupted();
    }

    /** Returns when it is to stop, or when a batch needs another session. */
    private void serve(Session session) throws Exception {
        handOver.recall();
        LogReader reader = new LogReader(needs.log(), sink, session.places(), needs.ticker());
        FindReplays replays = new FindReplays(needs, sink, group.group());
        while (goesOn()) {
            Optional<Batch> replay = replays.find();
            pause.expectEntries();
            Batch batch = replay.isPresent() ? replay.get() : reader.next(handOver.aside());
            if (batch == null) {
                session.idle();
                recovered();
                pause.untilEntries(needs.times().poll());
            } else if (goesOn() && !deliver(batch, session)) {
                return;
            }
        }
    }

    /** Whether the session can be used on. */
    private boolean deliver(Batch batch, Session session) throws Exception {
        long began = needs.ticker().getAsLong();
        if (!handOver.deliver(batch, session, outage.isOn())) {
            return false;
        }
        recovered();
        Duration took = Duration.ofNanos(needs.ticker().getAsLong() - began);
        needs.listener().delivered(sink.name(), batch.entries().size(), took);
        return true;
    }

    private void recovered() {
        if (outage.isOn() || stoppedBecause != null) {
            outage.over();
            stoppedBecause = null;
            report.report(RelayState.RUNNING, null);
        }
    }

    private void backOff(Exception e) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        boolean first = !outage.isOn();
        Duration wait = outage.failed(e);
        needs.listener().failed(sink.name(), e);
        if (first) {
            report.report(RelayState.BACKING_OFF, Outage.describe(e));
        }
        sitOut(wait);
    }

    private void standStill(RuntimeException e) {
        String why = Outage.describe(e);
        if (!why.equals(stoppedBecause)) {
            stoppedBecause = why;
            LOG.error("Sink {} has stopped, and skips nothing, until this is mended", group, e);
            report.report(RelayState.STOPPED, e.getMessage());
        }
        needs.listener().failed(sink.name(), e);
        sitOut(needs.times().lookAgain());
    }

    private void sitOut(Duration time) {
        try {
            pause.sitOut(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
