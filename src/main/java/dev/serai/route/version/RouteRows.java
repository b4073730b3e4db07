package dev.serai.route.version;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** How rows of the tables of routes are read. */
final class RouteRows {

    /** Every route with its live version. */
    static final String ROUTES =
            """
            select r.name, r.latest, r.running, v.version, v.kind, v.text, v.origin, v.author,
                v.comment, v.at
            from serai.route r
            join serai.route_version v on v.name = r.name and v.version = r.version
            """;

    private RouteRows() {}

    static StoredRoute route(ResultSet row, int number) throws SQLException {
        return new StoredRoute(
                row.getString("name"),
                version(row, number),
                row.getInt("latest"),
                row.getBoolean("running"));
    }

    static RouteVersion version(ResultSet row, int number) throws SQLException {
        return new RouteVersion(
                row.getInt("version"),
                RouteKind.of(row.getString("kind")),
                row.getString("text"),
                RouteOrigin.of(row.getString("origin")),
                row.getString("author"),
                row.getString("comment"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
