package dev.serai.relay.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an entry that a sink cannot take is given up. An outage of the sink is no reason: it is
 * waited for.
 *
 * @param attemptsMax how often an entry may fail for what seems to lie in itself before it is
 *     parked; 0 for as long as it takes
 * @param pauseFirst the pause after its first failure; it doubles with each further one
 * @param pauseMost the longest such pause
 * @param parkedInARowMax when as many entries of a group of shards have been parked for their
 *     failures, and none was taken in between, the next failure counts as an outage: so many are
 *     rarely bad all at once; 0 for no such limit
 * @param outagePauseMost the longest pause between tries during an outage; null for the relay's own
 */
public record Patience(
        int attemptsMax,
        Duration pauseFirst,
        Duration pauseMost,
        int parkedInARowMax,
        @Nullable Duration outagePauseMost) {

    private static final int ATTEMPTS_LIMIT = 100;
    private static final Duration PAUSE_LIMIT = Duration.ofHours(1);

    /** Three attempts within three seconds. */
    public static final Patience DEFAULT =
            new Patience(3, Duration.ofSeconds(1), Duration.ofSeconds(10), 20, null);

    /** As long as it takes. */
    public static final Patience ENDLESS = DEFAULT.withAttempts(0);

    public Patience {
        if (attemptsMax < 0 || attemptsMax > ATTEMPTS_LIMIT) {
            throw new IllegalArgumentException("attemptsMax is 0 to " + ATTEMPTS_LIMIT);
        }
        if (parkedInARowMax < 0) {
            throw new IllegalArgumentException("parkedInARowMax is not negative");
        }
        check(pauseFirst);
        check(pauseMost);
        if (outagePauseMost != null) {
            check(outagePauseMost);
        }
    }

    private static void check(Duration pause) {
        if (pause.isNegative() || pause.isZero() || pause.compareTo(PAUSE_LIMIT) > 0) {
            throw new IllegalArgumentException("a pause is longer than nothing and at most 1 h");
        }
    }

    /** The same with another number of attempts. */
    public Patience withAttempts(int max) {
        return new Patience(max, pauseFirst, pauseMost, parkedInARowMax, outagePauseMost);
    }

    /** How long to wait after so many failures of an entry. */
    public Duration pauseAfter(int failures) {
        Duration pause = pauseFirst;
        for (int i = 1; i < failures && pause.compareTo(pauseMost) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(pauseMost) > 0 ? pauseMost : pause;
    }
}
