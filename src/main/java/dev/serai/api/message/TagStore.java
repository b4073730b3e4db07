package dev.serai.api.message;

import dev.serai.event.EventId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the tags of messages beside the log. They are written before their message is, so that no
 * message is without them; those of a message that did not come to be are nobody's.
 */
final class TagStore {

    /** As long as any log is kept; each new row removes a few that are older. */
    private static final int KEPT_DAYS = 400;

    private static final int REMOVED_MAX = 10;

    private final JdbcClient jdbc;

    TagStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(EventId event, List<String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        with old as (
                            delete from serai.message_tag where event_id = any(array(
                                select event_id from serai.message_tag
                                where created_at < now() - make_interval(days => :kept)
                                order by created_at limit :removed for update skip locked))
                        )
                        insert into serai.message_tag (event_id, tags) values (:event, :tags)
                        """)
                .param("kept", KEPT_DAYS)
                .param("removed", REMOVED_MAX)
                .param("event", event.value())
                .param("tags", tags.toArray(String[]::new))
                .update();
    }
}
