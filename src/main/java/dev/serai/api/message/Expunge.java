package dev.serai.api.message;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.outbox.Entry;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Removes what a message says, for good; that there was one stays. */
final class Expunge {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Expunge(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Its data, and the request that it came in by. */
    void content(Entry entry) {
        transactions.executeWithoutResult(
                status -> {
                    List<UUID> request = data(entry);
                    jdbc.sql(
                                    "update serai.request set body = '', headers = '[]' where id = any(:ids)")
                            .param("ids", request.toArray(UUID[]::new))
                            .update();
                    jdbc.sql("delete from serai.message_tag where event_id = :id")
                            .param("id", entry.event().id().value())
                            .update();
                });
    }

    private List<UUID> data(Entry entry) {
        return jdbc
                .sql(
                        """
                        update serai.event
                        set data = '', data_content_type = :expunged, raw_body = null,
                            raw_query = null,
                            raw_headers = case when raw_headers is null then null else '[]' end
                        where shard = :shard and pos = :pos and appended_at = :at
                        returning raw_id
                        """)
                .param("expunged", Event.EXPUNGED)
                .param("shard", entry.position().shard())
                .param("pos", entry.position().offset())
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getObject("raw_id", UUID.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** What a receiver answered at an attempt; whether there was one. */
    boolean response(EventId event, String attempt) {
        return jdbc.sql(
                                """
                                update serai.attempt set response = ''
                                where event_id = :event and id = :attempt
                                """)
                        .param("event", event.value())
                        .param("attempt", attempt)
                        .update()
                > 0;
    }
}
