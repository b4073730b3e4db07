package dev.serai.route.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a program may still do. A run stays on its thread, and so does its budget; not
 * thread-safe.
 */
final class Budget {

    /** Some seconds' work; a usual mapping takes a thousand, one of a body of 1 MB two million. */
    static final long UNITS_MAX = 40_000_000;

    /** Each call, and each value that is handed on; an array of them has an entry for it. */
    static final int STEP = 8;

    /** Texts are counted by these: five million values handed on, or eighty megabytes of text. */
    private static final int CHARACTERS_PER_UNIT = 2;

    /** Serializers recurse; Jackson's own bound for what it reads is 1000. */
    private static final int DEPTH_MAX = 1_100;

    /** The backstop, where something takes long that costs little; generous, for a busy machine. */
    private static final Duration TIME_MAX = Duration.ofSeconds(10);

    private static final int LOOK_AT_CLOCK = 1 << 16;

    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

    private final long deadline = System.nanoTime() + TIME_MAX.toNanos();
    private long left;
    private long lookAgain;

    private Budget(long units) {
        this.left = units;
        this.lookAgain = units - LOOK_AT_CLOCK;
    }

    /** Runs a program with a budget of its own; one within another shares the other's. */
    static <T> T within(long units, Supplier<T> run) {
        if (CURRENT.get() != null) {
            return run.get();
        }
        CURRENT.set(new Budget(units));
        try {
            return run.get();
        } catch (StackOverflowError e) {
            throw new TooMuch("the mapping calls itself too deep");
        } finally {
            CURRENT.remove();
        }
    }

    /** That of the run that this thread is in; null outside of one. */
    static @Nullable Budget current() {
        return CURRENT.get();
    }

    /** One call, or one value handed on. */
    void step() {
        take(STEP);
    }

    /** A value that a function hands on, which has made it unless it only reads. */
    void handedOn(JsonNode value, boolean isMade) {
        step();
        if (value.isTextual()) {
            take(value.textValue().length() / CHARACTERS_PER_UNIT);
        } else if (isMade && value.isContainerNode()) {
            weigh(value, 0);
        }
    }

    /** So much work or memory, in values. */
    static void spend(long units) {
        Budget budget = CURRENT.get();
        if (budget != null) {
            budget.take(units);
        }
    }

    /** A text that is made, or is about to be. */
    static void text(long length) {
        spend(length / CHARACTERS_PER_UNIT);
    }

    /**
     * All that is in a value, as often as it is in it: what is small in memory, because its parts
     * are shared, may be endless when it is written out.
     */
    static void weigh(JsonNode value) {
        Budget budget = CURRENT.get();
        if (budget != null) {
            budget.weigh(value, 0);
        }
    }

    private void weigh(JsonNode value, int depth) {
        if (value.isTextual()) {
            take(1 + value.textValue().length() / CHARACTERS_PER_UNIT);
            return;
        }
        take(1);
        if (value.isContainerNode()) {
            if (depth > DEPTH_MAX) {
                throw new TooMuch("the mapping nests values too deep");
            }
            for (JsonNode part : value) {
                weigh(part, depth + 1);
            }
        }
    }

    private void take(long units) {
        left -= units;
        if (left < 0) {
            throw new TooMuch("the mapping works too long or makes too much");
        }
        if (left < lookAgain) {
            lookAgain = left - LOOK_AT_CLOCK;
            if (Thread.currentThread().isInterrupted()) {
                // Neither the program's fault nor the event's, so nobody may park it for that.
                throw new CancellationException("the mapping was stopped");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TooMuch("the mapping took longer than " + TIME_MAX.toSeconds() + " s");
            }
        }
    }
}
