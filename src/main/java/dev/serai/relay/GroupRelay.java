package dev.serai.relay;

import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one group of a sink's shards for as long as this hub has its lease: reads, hands over,
 * keeps the place. Its {@link #run} is one thread's; the other methods are anybody's.
 */
final class GroupRelay implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupRelay.class);

    private final RelayNeeds needs;
    private final Sink sink;
    private final LeasedGroup group;
    private final Lease lease;
    private final ReportState report;
    private final Pause pause = new Pause();
    private final Outage outage;
    private final ParkRefused refused;
    private final FailedAlone failedAlone;
    private @Nullable String stoppedBecause;

    GroupRelay(RelayNeeds needs, Sink sink, LeasedGroup group, Lease lease, ReportState report) {
        this.needs = needs;
        this.sink = sink;
        this.group = group;
        this.lease = lease;
        this.report = report;
        this.outage = new Outage("sink " + group, needs.times(), needs.ticker());
        this.refused = new ParkRefused(needs);
        this.failedAlone = new FailedAlone(sink.options().attemptsMax());
    }

    /** Has a group's state told to the other hubs. */
    interface ReportState {
        void report(RelayState state, @Nullable String detail);
    }

    LeasedGroup group() {
        return group;
    }

    Lease lease() {
        return lease;
    }

    /** There are new entries. Never blocks. */
    void wake() {
        pause.wake();
    }

    /** Ends {@link #run} after the batch in hand. */
    void stop() {
        pause.stop();
    }

    boolean isStopping() {
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
        LogReader reader = new LogReader(needs.log(), sink, session.places(), needs.ticker());
        FindReplays replays = new FindReplays(needs, sink, group.group());
        while (goesOn()) {
            Optional<Batch> replay = replays.find();
            pause.expectEntries();
            Batch batch = replay.isPresent() ? replay.get() : reader.next(refused.aside());
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
        Batch rest = batch;
        while (!rest.isDone()) {
            try {
                if (!rest.entries().isEmpty()) {
                    handOver(rest, session);
                }
                session.settle(rest);
                break;
            } catch (Refused e) {
                if (!refused.park(rest, e.refusals(), failedAlone.attempts())) {
                    throw new IllegalStateException("the sink refused what it was not handed", e);
                }
                if (!session.isUsable() || !goesOn()) {
                    return false;
                }
                rest = rest.without(e.refusals().keySet());
            }
        }
        failedAlone.forget();
        refused.passed(batch);
        recovered();
        Duration took = Duration.ofNanos(needs.ticker().getAsLong() - began);
        needs.listener().delivered(sink.name(), batch.entries().size(), took);
        return true;
    }

    private void handOver(Batch batch, Session session) throws Exception {
        try {
            sink.handler().handle(batch, session);
        } catch (InterruptedException | LeaseLost | CannotContinue | Refused e) {
            throw e;
        } catch (Exception e) {
            if (failedAlone.isSpent(batch)) {
                throw new Refused(exhausted(batch, e));
            }
            throw e;
        }
    }

    private static Map<Position, Refusal> exhausted(Batch batch, Exception e) {
        Refusal refusal = new Refusal(ParkedEvent.Reason.EXHAUSTED, Outage.describe(e));
        return batch.entries().stream()
                .collect(Collectors.toMap(entry -> entry.position(), entry -> refusal));
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
