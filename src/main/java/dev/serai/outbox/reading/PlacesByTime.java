package dev.serai.outbox.reading;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the places in the log that belong to a time. */
final class PlacesByTime {

    /** Halving so often finds any place among 2^63. */
    private static final int ROUNDS_MAX = 64;

    private static final String TIMES =
            """
            select p.shard, e.appended_at
            from unnest(:shards::smallint[], :offsets::bigint[]) p(shard, pos)
            cross join lateral (
                select appended_at from serai.event e
                where e.shard = p.shard and e.pos = p.pos limit 1) e
            """;

    private final JdbcClient jdbc;
    private final EventLog log;

    PlacesByTime(JdbcClient jdbc, EventLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /** The time by the clock that appended entries bear. */
    Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /**
     * The places after the last entries that were appended before a time. Positions and times go
     * together within a shard, so all shards are halved at once.
     */
    List<Place> before(Instant time) {
        List<Place> tails = log.tails();
        long[] low = offsets(tails);
        long[] high = offsets(log.heads());
        for (int round = 0; round < ROUNDS_MAX && !Arrays.equals(low, high); round++) {
            Map<Integer, Instant> times = timesInTheMiddle(low, high);
            for (int shard = 0; shard < low.length; shard++) {
                if (low[shard] >= high[shard]) {
                    high[shard] = low[shard];
                    continue;
                }
                Instant found = times.get(shard);
                // What is not there any more was old.
                if (found == null || found.isBefore(time)) {
                    low[shard] = middle(low[shard], high[shard]);
                } else {
                    high[shard] = middle(low[shard], high[shard]) - 1;
                }
            }
        }
        return places(low, tails);
    }

    /** With the times of the entries at these places, where these are there still. */
    private List<Place> places(long[] offsets, List<Place> tails) {
        Map<Integer, Instant> times = times(shards(), offsets);
        Map<Integer, Instant> tailTimes = new HashMap<>();
        tails.forEach(tail -> tailTimes.put(tail.position().shard(), tail.at()));
        List<Place> places = new ArrayList<>();
        for (int shard = 0; shard < offsets.length; shard++) {
            Instant at = times.getOrDefault(shard, tailTimes.getOrDefault(shard, Instant.EPOCH));
            places.add(new Place(new Position(shard, offsets[shard]), at));
        }
        return places;
    }

    private static List<Integer> shards() {
        return IntStream.range(0, EventLog.SHARDS).boxed().toList();
    }

    private Map<Integer, Instant> timesInTheMiddle(long[] low, long[] high) {
        List<Integer> shards = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        for (int shard = 0; shard < low.length; shard++) {
            if (low[shard] < high[shard]) {
                shards.add(shard);
                offsets.add(middle(low[shard], high[shard]));
            }
        }
        return times(shards, offsets.stream().mapToLong(Long::longValue).toArray());
    }

    /** When the entries of some shards at some places were appended, if they are there. */
    private Map<Integer, Instant> times(List<Integer> shards, long[] offsets) {
        Map<Integer, Instant> times = new HashMap<>();
        jdbc.sql(TIMES)
                .param("shards", shards.toArray(Integer[]::new))
                .param("offsets", LongStream.of(offsets).boxed().toArray(Long[]::new))
                .query(
                        row -> {
                            times.put(
                                    row.getInt(1),
                                    row.getObject(2, OffsetDateTime.class).toInstant());
                        });
        return times;
    }

    /** Above the lower one, so that every round brings the two nearer. */
    private static long middle(long low, long high) {
        return low + (high - low + 1) / 2;
    }

    private static long[] offsets(List<Place> places) {
        long[] offsets = new long[EventLog.SHARDS];
        places.forEach(place -> offsets[place.position().shard()] = place.position().offset());
        return offsets;
    }
}
