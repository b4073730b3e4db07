package dev.serai.signing.recipe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far from now a message says that it was sent, for a person.
 *
 * @param sent null if it says no time that can be read
 */
public record Age(@Nullable Instant sent, Instant now) {

    /** What to do about one that is not fresh. */
    public String advice() {
        if (sent == null) {
            return "No time can be read there: set timestamp to where the sender writes it, and"
                    + " timestampUnit to s, ms or iso as the sender does.";
        }
        Duration age = Duration.between(sent, now);
        String off = Shown.duration(age);
        return age.isNegative()
                ? "The message says that it is sent "
                        + off
                        + " from now: the sender's clock is ahead, or the hub's is behind."
                : "The message was sent "
                        + off
                        + " ago: it waited on its way, is a copy of an old one, or a clock is wrong,"
                        + " the sender's or the hub's.";
    }

    @Override
    public String toString() {
        if (sent == null) {
            return "no time";
        }
        Duration age = Duration.between(sent, now);
        return Shown.duration(age) + (age.isNegative() ? " ahead" : " ago");
    }
}
