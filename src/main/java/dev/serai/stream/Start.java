package dev.serai.stream;

import dev.serai.outbox.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader begins.
 *
 * @param bookmark the place as the reader keeps it
 * @param places the same for reading the log
 * @param reset what was wrong with the place that it asked for; null when it is the one
 */
record Start(Bookmark bookmark, List<Place> places, @Nullable Reset reset) {

    /** Why a place is no more. */
    enum Reset {
        /** Entries after it were dropped by retention. */
        EXPIRED,
        /** It belongs to another log: the database was made anew or restored. */
        ANOTHER_LOG
    }
}
