package dev.serai.api.statistics;

import dev.serai.api.Query;
import java.time.Duration;
import java.time.Instant;

/** The time that is asked about. */
record Span(Instant since, Instant until) {

    private static final Duration USUAL = Duration.ofDays(28);

    /** That of two parameters; the four weeks before now, if nobody says. */
    static Span of(Query query, String from, String to, Instant now) {
        Instant until = query.instant(to);
        Instant end = until == null ? now : until;
        Instant since = query.instant(from);
        Instant begin = since == null ? end.minus(USUAL) : since;
        if (!begin.isBefore(end)) {
            throw Query.wrong(from, "is before " + to);
        }
        return new Span(begin, end);
    }
}
