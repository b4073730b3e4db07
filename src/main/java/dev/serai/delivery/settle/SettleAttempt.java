package dev.serai.delivery.settle;

import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.courier.Answer;
import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.failing.DisableFailing;
import dev.serai.delivery.ledger.LedgerEntry;
import dev.serai.delivery.ledger.Task;
import dev.serai.delivery.schedule.RetrySchedules;
import dev.serai.event.Ksuid;
import dev.serai.parked.ParkedEvent;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Decides what comes of an outcome: over, later, or given up. */
public final class SettleAttempt {

    /** The name of the sink that deliveries are parked under. */
    public static final String SINK = "webhooks";

    private static final Logger LOG = LoggerFactory.getLogger(SettleAttempt.class);

    private final RetrySchedules schedules;
    private final Endpoints endpoints;
    private final DisableFailing disabling;
    private final DeliveryListener listener;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ksuid ksuid;

    public SettleAttempt(
            RetrySchedules schedules,
            Endpoints endpoints,
            DisableFailing disabling,
            DeliveryListener listener,
            InstantSource clock,
            RandomGenerator random,
            Ksuid ksuid) {
        this.schedules = schedules;
        this.endpoints = endpoints;
        this.disabling = disabling;
        this.listener = listener;
        this.clock = clock;
        this.random = random;
        this.ksuid = ksuid;
    }

    LedgerEntry settle(Task task, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> delivered(task, delivered.answer());
            case Outcome.Refused refused -> refused(task, refused.answer());
            case Outcome.Failed failed -> failed(task, failed.answer(), failed.retryAfter());
            case Outcome.Postponed postponed -> postponed(task, postponed.later());
            case Outcome.Withdrawn withdrawn -> withdrawn(task);
        };
    }

    private LedgerEntry delivered(Task task, Answer answer) {
        listener.delivered(
                answer.took(), Duration.between(task.delivery().entry().at(), clock.instant()));
        return new LedgerEntry.Over(task, attempt(task, answer, true));
    }

    private LedgerEntry refused(Task task, Answer answer) {
        try {
            endpoints.disable(task.endpoint());
        } catch (DataAccessException e) {
            LOG.warn("{} is gone but could not be disabled; it is asked again", task.endpoint(), e);
            return failed(task, answer, null);
        }
        LOG.info("{} answered 410 Gone and was disabled", task.endpoint());
        listener.failed(answer.status(), answer.took());
        return givenUp(
                task,
                answer,
                ParkedEvent.Reason.ENDPOINT_DISABLED,
                "The endpoint answered 410 Gone and was disabled.");
    }

    private LedgerEntry failed(Task task, Answer answer, @Nullable Duration retryAfter) {
        listener.failed(answer.status(), answer.took());
        if (isTimeUp(task, answer)) {
            return givenUp(
                    task,
                    answer,
                    ParkedEvent.Reason.ENDPOINT_DISABLED,
                    "The endpoint had done nothing but fail for too long and was disabled.");
        }
        int attempts = task.attempts() + 1;
        Optional<Duration> next = schedules.of(task).next(attempts, random);
        if (next.isEmpty()) {
            return givenUp(
                    task,
                    answer,
                    ParkedEvent.Reason.EXHAUSTED,
                    "All attempts failed, the last one with "
                            + (answer.status() == Answer.NONE ? answer.start() : answer.status())
                            + ".");
        }
        Duration delay = next.get();
        return new LedgerEntry.Later(
                task,
                attempt(task, answer, false),
                attempts,
                retryAfter != null && retryAfter.compareTo(delay) > 0 ? retryAfter : delay);
    }

    private boolean isTimeUp(Task task, Answer answer) {
        try {
            return !answer.showsBusy() && disabling.isTimeUp(task.delivery().endpoint());
        } catch (DataAccessException e) {
            LOG.warn(
                    "{} fails but could not be looked at; the next failure asks",
                    task.endpoint(),
                    e);
            return false;
        }
    }

    private LedgerEntry postponed(Task task, Duration later) {
        listener.postponed();
        return new LedgerEntry.Later(task, null, task.attempts(), later);
    }

    private LedgerEntry withdrawn(Task task) {
        return givenUp(
                task,
                null,
                ParkedEvent.Reason.REFUSED,
                "What it said was removed before the endpoint had it.");
    }

    private LedgerEntry givenUp(
            Task task, @Nullable Answer answer, ParkedEvent.Reason reason, String detail) {
        listener.parked(reason, 1);
        return new LedgerEntry.GivenUp(
                task,
                answer == null ? null : attempt(task, answer, false),
                new ParkedEvent(
                        "park_" + ksuid.next(),
                        task.delivery().event().owner(),
                        SINK,
                        task.endpoint(),
                        task.delivery().event().id(),
                        task.delivery().entry().position(),
                        task.delivery().event().type(),
                        reason,
                        detail,
                        task.attempts() + (answer == null ? 0 : 1),
                        clock.instant()));
    }

    private Attempt attempt(Task task, Answer answer, boolean delivered) {
        Attempt attempt =
                new Attempt(
                        "atmpt_" + ksuid.next(),
                        answer.at().truncatedTo(ChronoUnit.MICROS),
                        task.delivery().event().owner(),
                        task.delivery().event().id(),
                        task.endpoint(),
                        task.delivery().event().type(),
                        delivered,
                        answer.status(),
                        answer.took(),
                        task.manual(),
                        task.delivery().endpoint().settings().url().value(),
                        answer.start());
        tell(attempt, task);
        return attempt;
    }

    /** One wide line per attempt; those that worked only for whoever asks for them. */
    private static void tell(Attempt attempt, Task task) {
        LOG.atLevel(attempt.delivered() ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.INFO)
                .log(
                        "delivery.attempted attempt={} event={} type={} endpoint={} tenant={}"
                                + " project={} number={} delivered={} status={} ms={} manual={} problem={}",
                        attempt.id(),
                        attempt.event(),
                        attempt.type(),
                        attempt.endpoint(),
                        attempt.owner().tenant(),
                        attempt.owner().project(),
                        task.attempts() + 1,
                        attempt.delivered(),
                        attempt.status(),
                        attempt.took().toMillis(),
                        attempt.manual(),
                        attempt.status() == Answer.NONE ? attempt.response() : "");
    }
}
