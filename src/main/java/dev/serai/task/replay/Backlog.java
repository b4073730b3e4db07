package dev.serai.task.replay;

import dev.serai.subscription.Endpoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says whether an endpoint has enough to do. */
final class Backlog {

    /** As many may wait for an endpoint before a replay gives it more. */
    private static final int WAITING_MAX = 5_000;

    private final JdbcClient jdbc;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isFull(Endpoint endpoint) {
        return jdbc.sql(
                                """
                                select count(*) from (
                                    select 1 from serai.delivery where endpoint_id = :endpoint
                                    limit :most) w
                                """)
                        .param("endpoint", endpoint.id())
                        .param("most", WAITING_MAX)
                        .query(Integer.class)
                        .single()
                == WAITING_MAX;
    }
}
