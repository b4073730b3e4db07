package dev.serai.outbox.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.Entry;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.outbox.TestLog;
import dev.serai.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader of the log is given at once. */
class PostgresEventLogTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final TestDatabase database = TestDatabase.migrated();
    private final TestLog log = TestLog.on(database.dataSource());

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @Test
    void aReadIsBoundedInBytes() {
        for (int i = 0; i < 12; i++) {
            append("key" + i, MEBIBYTE);
        }
        List<Entry> read = log.log().read(log.log().tails(), 500, 3 * MEBIBYTE);
        assertThat(read).hasSize(3);
    }

    @Test
    void oneEventIsReadHoweverLargeItIs() {
        append("key", MEBIBYTE);
        append("key", MEBIBYTE);
        assertThat(log.log().read(log.log().tails(), 500, 1)).hasSize(1);
    }

    @Test
    void smallReadsOneAfterTheOtherFindEachEventInOrder() {
        for (int i = 0; i < 60; i++) {
            append("key" + i % 20, i % 7 == 0 ? 20_000 : 10);
        }
        Place[] places = log.log().tails().toArray(Place[]::new);
        List<Entry> found = new ArrayList<>();
        List<Entry> read = log.log().read(List.of(places), 5, 30_000);
        while (!read.isEmpty()) {
            found.addAll(read);
            read.forEach(entry -> places[entry.position().shard()] = Place.after(entry));
            read = log.log().read(List.of(places), 5, 30_000);
        }
        Set<Position> once = new HashSet<>();
        found.forEach(entry -> once.add(entry.position()));
        assertThat(found).hasSize(60);
        assertThat(once).hasSize(60);
    }

    @Test
    void whatFollowsIsFoundWithoutReadingIt() {
        append("key", 10);
        append("key", 10);
        List<Entry> read = log.log().read(log.log().tails(), 1, 1);
        assertThat(log.log().following(log.log().tails()))
                .containsExactlyElementsOf(read.stream().map(Place::after).toList());
    }

    private void append(String key, int bytes) {
        log.append(TestLog.event("a.b", key, "x".repeat(bytes)));
    }
}
