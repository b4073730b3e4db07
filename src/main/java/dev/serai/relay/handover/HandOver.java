package dev.serai.relay.handover;

import dev.serai.outbox.Position;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.LeasedGroup;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Hands batches over to a sink: whole, or entry by entry if the sink wants that or cannot take the
 * whole. What it refuses is parked; an outage is its caller's. One thread.
 */
final class HandOver {

    private final RelayNeeds needs;
    private final Sink sink;
    private final BooleanSupplier goesOn;
    private final ParkRefused parking;
    private final Streak streak;
    private final HandAlone alone;
    private final FailedAlone failed;

    /**
     * @param goesOn whether to go on to the next entry
     */
    HandOver(RelayNeeds needs, Sink sink, LeasedGroup group, Pause pause, BooleanSupplier goesOn) {
        this.needs = needs;
        this.sink = sink;
        this.goesOn = goesOn;
        this.parking = new ParkRefused(needs);
        this.streak = new Streak(needs.streaks(), group, sink.options());
        this.alone = new HandAlone(sink, parking, streak, pause, goesOn);
        this.failed = new FailedAlone(sink.options().patience().attemptsMax());
    }

    /** What is known of the group from before; to be called before the first batch. */
    void recall() {
        streak.recall();
    }

    /** What is done with, although its sink's cursor has not passed it. */
    Set<Position> aside() {
        return parking.aside();
    }

    /**
     * Hands a batch over and settles it, or as much of it as could be before it may not go on.
     *
     * @param careful the sink was away: one entry after another shows whether it still is
     * @return whether the session can be used on
     * @throws Exception an outage
     */
    boolean deliver(Batch batch, Session session, boolean careful) throws Exception {
        boolean usable;
        if (session.isDivisible() && !sink.options().portions().together()) {
            oneByOne(batch, session, careful ? 1 : sink.options().portions().parallel());
            usable = true;
        } else {
            usable = whole(batch, session);
        }
        if (usable) {
            parking.passed(batch);
        }
        return usable;
    }

    private void oneByOne(Batch batch, Session session, int parallel) throws Exception {
        OneByOne one = new OneByOne(alone, batch, session, needs.ticker());
        try {
            one.deliver(parallel);
        } finally {
            parking.alsoDone(batch, one.progress().done());
        }
    }

    private boolean whole(Batch batch, Session session) throws Exception {
        Batch rest = batch;
        while (!rest.isDone()) {
            try {
                if (!rest.entries().isEmpty()) {
                    handle(rest, session);
                }
                session.settle(rest);
                break;
            } catch (Refused e) {
                if (!parking.park(rest, e.refusals(), failed.attempts())) {
                    throw new IllegalStateException("the sink refused what it was not handed", e);
                }
                if (!session.isUsable() || !goesOn.getAsBoolean()) {
                    return false;
                }
                rest = rest.without(e.refusals().keySet());
            } catch (EntryFailed e) {
                if (!session.isDivisible()) {
                    throw e;
                }
                oneByOne(rest, session, 1);
                break;
            }
        }
        failed.forget();
        return true;
    }

    private void handle(Batch batch, Session session) throws Exception {
        try {
            sink.handler().handle(batch, session);
            streak.taken();
        } catch (EntryFailed e) {
            if (!session.isDivisible() && failed.isSpent(batch)) {
                streak.refuseTooMany(e);
                streak.parked();
                throw new Refused(HandAlone.exhausted(batch, e));
            }
            throw e;
        }
    }
}
