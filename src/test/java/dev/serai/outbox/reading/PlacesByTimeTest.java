package dev.serai.outbox.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.TestLog;
import dev.serai.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PlacesByTimeTest {

    private static final int EVENTS = 200;

    private TestDatabase database;
    private TestLog log;
    private JdbcClient jdbc;
    private PlacesByTime places;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        log = TestLog.on(database.dataSource());
        jdbc = JdbcClient.create(database.dataSource());
        places = new PlacesByTime(jdbc, log.log());
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @Test
    void areBeforeExactlyTheEntriesFromATimeOn() {
        List<Entry> all = append();
        for (Entry entry : all) {
            Instant time = entry.at();
            List<String> expected =
                    all.stream().filter(e -> !e.at().isBefore(time)).map(this::text).toList();

            assertThat(readAfter(places.before(time)))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void areTheEndsOfTheLogForTimesOutsideOfIt() {
        append();

        assertThat(offsets(places.before(Instant.parse("2120-01-01T00:00:00Z"))))
                .isEqualTo(offsets(log.log().heads()));
        assertThat(offsets(places.before(Instant.parse("2020-01-01T00:00:00Z"))))
                .isEqualTo(offsets(log.log().tails()));
    }

    @Test
    void areInAnEmptyLogItsBeginning() {
        assertThat(offsets(places.before(Instant.parse("2026-05-04T10:00:00Z")))).containsOnly(0L);
    }

    @Test
    void areNotBeforeWhatRetentionHasDropped() {
        List<Entry> all = append();
        Entry middle = all.get(EVENTS / 2);
        jdbc.sql("delete from serai.event where appended_at < :at")
                .param("at", middle.at().atOffset(ZoneOffset.UTC))
                .update();

        assertThat(offsets(places.before(all.getFirst().at())))
                .isEqualTo(offsets(log.log().tails()));
    }

    private List<Entry> append() {
        for (int i = 0; i < EVENTS; i++) {
            log.append(TestLog.event("a.one", "key-" + i % 7, "{}"));
        }
        List<Entry> all =
                new ArrayList<>(log.log().read(log.log().tails(), EVENTS, Integer.MAX_VALUE));
        all.sort(Comparator.comparing(Entry::at));
        assertThat(all).hasSize(EVENTS);
        return all;
    }

    private List<String> readAfter(List<Place> found) {
        EventLog events = log.log();
        return events.read(found, EVENTS, Integer.MAX_VALUE).stream().map(this::text).toList();
    }

    private String text(Entry entry) {
        return entry.position().toString();
    }

    private static List<Long> offsets(List<Place> found) {
        return found.stream().map(place -> place.position().offset()).toList();
    }
}
