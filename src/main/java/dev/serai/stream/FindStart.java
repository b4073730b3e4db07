package dev.serai.stream;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the place that a reader asks to begin at. */
final class FindStart {

    private static final String OLDEST = "start";

    /** How far a reader's clock may be ahead of the log's. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    private static final String EXPECTED =
            "is not an id of this stream, nor start, nor a time of RFC 3339 such as"
                    + " 2026-05-04T10:00:00Z";

    private final EventLog log;

    FindStart(EventLog log) {
        this.log = log;
    }

    /**
     * The place.
     *
     * @param since an id of the stream, a time of RFC 3339, {@code start} for the oldest kept
     *     event, or null for the log's end
     * @throws IllegalArgumentException if it is none of these, or a time that has not come yet
     */
    Start find(@Nullable String since) {
        UUID incarnation = log.incarnation();
        if (since == null) {
            return at(incarnation, log.heads(), null);
        }
        if (since.equals(OLDEST)) {
            return at(incarnation, log.tails(), null);
        }
        if (since.contains(":")) {
            return at(incarnation, log.before(past(instant(since))), null);
        }
        return resume(incarnation, bookmark(since));
    }

    private Start resume(UUID incarnation, Bookmark bookmark) {
        List<Place> tails = log.tails();
        List<Place> heads = log.heads();
        if (!bookmark.isOf(incarnation) || isBeyond(bookmark, heads)) {
            return at(incarnation, tails, Start.Reset.ANOTHER_LOG);
        }
        boolean expired = false;
        List<Place> places = new ArrayList<>();
        for (int shard = 0; shard < EventLog.SHARDS; shard++) {
            long offset = bookmark.offset(shard);
            Place tail = tails.get(shard);
            if (offset < tail.position().offset()) {
                expired = true;
                places.add(tail);
            } else if (offset == heads.get(shard).position().offset()) {
                places.add(heads.get(shard));
            } else {
                places.add(new Place(new Position(shard, offset), Instant.EPOCH));
            }
        }
        return at(incarnation, places, expired ? Start.Reset.EXPIRED : null);
    }

    /** Only a log that was set back knows places that it has not come to yet. */
    private static boolean isBeyond(Bookmark bookmark, List<Place> heads) {
        return heads.stream()
                .map(Place::position)
                .anyMatch(head -> bookmark.offset(head.shard()) > head.offset());
    }

    private static Start at(UUID incarnation, List<Place> places, Start.@Nullable Reset reset) {
        Bookmark bookmark = Bookmark.of(incarnation);
        places.forEach(place -> bookmark.advance(place.position()));
        return new Start(bookmark, places, reset);
    }

    private static Bookmark bookmark(String text) {
        try {
            return Bookmark.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    /** From a time to come the stream would begin now, which is not what was asked for. */
    private Instant past(Instant time) {
        if (time.isAfter(log.now().plus(AHEAD_MAX))) {
            throw new IllegalArgumentException("is a time that has not come yet");
        }
        return time;
    }

    private static Instant instant(String text) {
        try {
            // A + that was not escaped has become a space on the way.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }
}
