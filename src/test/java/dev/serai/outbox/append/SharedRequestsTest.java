package dev.serai.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.outbox.RawRequest;
import dev.serai.outbox.SharedRequests;
import dev.serai.outbox.TestLog;
import dev.serai.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A webhook that several events came in by is kept once. */
class SharedRequestsTest {

    private static final DedupeKey IDENTITY = DedupeKey.of("test/request", "[1,2]");

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final SharedRequests requests = log.requests();

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @Test
    void isReferredToByItsEvents() {
        UUID id = requests.keep(IDENTITY, request("first"));
        for (int i = 0; i < 2; i++) {
            var event = TestLog.event("test.made", "k" + i, "{}");
            log.outbox().append(new Candidate(event, List.of(), null, id)).join();
        }
        assertThat(
                        jdbc.queryForList(
                                """
                                select convert_from(r.body, 'UTF8') as body, r.headers, e.raw_method
                                from serai.event e join serai.request r on r.id = e.raw_id
                                """))
                .hasSize(2)
                .allSatisfy(
                        row ->
                                assertThat(row)
                                        .containsEntry("body", "[1,2]")
                                        .containsEntry("headers", "[[\"x-try\",\"first\"]]")
                                        .containsEntry("raw_method", null));
    }

    @Test
    void isNotKeptAgainWhenItComesAgain() {
        UUID first = requests.keep(IDENTITY, request("first"));
        assertThat(requests.keep(IDENTITY, request("second"))).isEqualTo(first);
        assertThat(jdbc.queryForList("select headers from serai.request", String.class))
                .containsExactly("[[\"x-try\",\"first\"]]");
    }

    @Test
    void makesTheDayThatIsMissing() {
        jdbc.execute("drop table serai.request cascade");
        jdbc.execute(
                """
                create table serai.request (day date, id uuid, method text, path text, query text,
                    headers text, body bytea, primary key (id, day)) partition by range (day)
                """);
        requests.keep(IDENTITY, request("first"));
        assertThat(jdbc.queryForObject("select count(*) from serai.request", Long.class))
                .isEqualTo(1);
    }

    @Test
    void saysThatItIsNotDurableWhenTheDatabaseDoesNotTakeIt() {
        jdbc.execute("drop table serai.request");
        assertThatThrownBy(() -> requests.keep(IDENTITY, request("first")))
                .isInstanceOf(OutboxUnavailable.class);
    }

    private static RawRequest request(String attempt) {
        return new RawRequest(
                "POST",
                "/in/test",
                null,
                List.of(new RawRequest.Header("x-try", attempt)),
                "[1,2]".getBytes(StandardCharsets.UTF_8));
    }
}
