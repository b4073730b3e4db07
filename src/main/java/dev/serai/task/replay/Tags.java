package dev.serai.task.replay;

import dev.serai.event.EventId;
import dev.serai.outbox.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tags of messages, for those that have any. */
final class Tags {

    private final JdbcClient jdbc;

    Tags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<EventId, List<String>> of(List<Entry> entries) {
        Map<EventId, List<String>> tags = new HashMap<>();
        jdbc.sql("select event_id, tags from serai.message_tag where event_id = any(:events)")
                .param(
                        "events",
                        entries.stream().map(e -> e.event().id().value()).toArray(String[]::new))
                .query(
                        row -> {
                            tags.put(
                                    new EventId(row.getString("event_id")),
                                    List.of((String[]) row.getArray("tags").getArray()));
                        });
        return tags;
    }
}
