package dev.serai.route.version;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The routes and their versions, to be read. Thread-safe; every method asks the database and throws
 * Spring's DataAccessException.
 */
public final class PostgresRoutes {

    private static final String VERSIONS =
            "select version, kind, text, origin, author, comment, at from serai.route_version"
                    + " where name = :name ";

    private final JdbcClient jdbc;

    PostgresRoutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has changed since a revision; everything since -1. */
    public RouteChanges changesSince(long known) {
        long head =
                jdbc.sql("select revision from serai.route_revision").query(Long.class).single();
        if (head == known) {
            return new RouteChanges(head, List.of());
        }
        return new RouteChanges(
                head,
                jdbc.sql(RouteRows.ROUTES + "where r.revision > ? order by r.revision, r.name")
                        .param(known)
                        .query(RouteRows::route)
                        .list());
    }

    /** A route, be it deleted. */
    public Optional<StoredRoute> find(String name) {
        return jdbc.sql(RouteRows.ROUTES + "where r.name = ?")
                .param(name)
                .query(RouteRows::route)
                .optional();
    }

    /** One version of a route. */
    public Optional<RouteVersion> version(String name, int number) {
        return jdbc.sql(VERSIONS + "and version = :version")
                .param("name", name)
                .param("version", number)
                .query(RouteRows::version)
                .optional();
    }

    /** Versions of a route older than one, or the newest ones; newest first. */
    public List<RouteVersion> older(String name, @Nullable Integer than, int limit) {
        return page(name, "and version < :than order by version desc", than, limit);
    }

    /** Versions of a route newer than one; oldest first. */
    public List<RouteVersion> newer(String name, int than, int limit) {
        return page(name, "and version > :than order by version", than, limit);
    }

    private List<RouteVersion> page(String name, String rest, @Nullable Integer than, int limit) {
        return jdbc.sql(VERSIONS + rest + " limit :limit")
                .param("name", name)
                .param("than", than == null ? Integer.MAX_VALUE : than)
                .param("limit", limit)
                .query(RouteRows::version)
                .list();
    }
}
