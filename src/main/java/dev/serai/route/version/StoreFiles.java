package dev.serai.route.version;

import dev.serai.route.version.FileStanding.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes versions of what files say: many in one statement, since a hub starts with some seventy.
 * Thread-safe; every method throws Spring's DataAccessException.
 */
public final class StoreFiles {

    /**
     * One that the hub ships does not take the place of what a person made of it: it is kept beside
     * it, to be looked at and gone over to.
     */
    private static final String IMPORT =
            """
            with given as (
                select * from unnest(:names::text[], :kinds::text[], :texts::text[], :hashes::text[])
                    g(name, kind, text, hash)),
            put as (
                insert into serai.route as r (name, kind, version, latest, imported, revision)
                select name, kind, 1, 1, hash, :revision from given
                on conflict (name) do update set latest = r.latest + 1,
                    version = case when :shipped and exists (
                            select 1 from serai.route_version v
                            where v.name = r.name and v.version = r.version
                              and v.origin in ('api', 'rollback'))
                        then r.version else r.latest + 1 end,
                    imported = excluded.imported, revision = excluded.revision,
                    kind = excluded.kind
                where r.imported is distinct from excluded.imported
                  and (r.deleted or r.kind = excluded.kind)
                returning r.name, r.version, r.latest),
            kept as (
                insert into serai.route_version
                    (name, version, kind, text, hash, origin, author, comment, at)
                select p.name, p.latest, g.kind, g.text, g.hash, :origin, :author, '', :at
                from put p join given g using (name))
            select name, version, latest from put
            """;

    private static final String REVIVE =
            """
            update serai.route r set deleted = false, running = true
            from serai.route_version v
            where r.name = any(?) and r.deleted and v.name = r.name and v.version = r.version
              and v.text is not null
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TrailOfRoutes trail;
    private final InstantSource clock;

    StoreFiles(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            TrailOfRoutes trail,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * How files stand to what is stored, by name; those of a route of another kind are not told.
     */
    public Map<String, FileStanding> standing(List<RouteFileText> files) {
        Map<String, FileStanding> standing = new HashMap<>();
        jdbc.sql(
                        """
                        select g.name, r.imported = g.hash as imported, v.hash = g.hash as live,
                            coalesce((select max(o.version) from serai.route_version o
                                where o.name = g.name and o.hash = g.hash), 0) as version
                        from unnest(:names::text[], :hashes::text[]) g(name, hash)
                        left join serai.route r on r.name = g.name
                        left join serai.route_version v
                            on v.name = r.name and v.version = r.version
                        """)
                .param("names", column(files, RouteFileText::name))
                .param("hashes", column(files, RouteFileText::hash))
                .query(
                        row -> {
                            standing.put(row.getString("name"), standing(row));
                        });
        return standing;
    }

    private static FileStanding standing(ResultSet row) throws SQLException {
        int version = row.getInt("version");
        Verdict verdict =
                row.getBoolean("imported")
                        ? Verdict.IMPORTED
                        : row.getBoolean("live")
                                ? Verdict.LIVE
                                : version > 0 ? Verdict.OLDER : Verdict.NEW;
        return new FileStanding(verdict, version);
    }

    /**
     * Imports files; those that were imported by another hub in the meantime are left.
     *
     * @param shipped whether the hub brings them along
     * @param author who; the hub, most often
     * @return the names of those that are live by it
     */
    public Set<String> store(List<RouteFileText> files, boolean shipped, String author) {
        return files.isEmpty()
                ? Set.of()
                : Objects.requireNonNull(
                        transaction.execute(status -> storeInTurn(files, shipped, author)));
    }

    private Set<String> storeInTurn(List<RouteFileText> files, boolean shipped, String author) {
        // On its own, so that the next statement sees what was committed before it.
        long revision =
                jdbc.sql(
                                "update serai.route_revision set revision = revision + 1"
                                        + " returning revision")
                        .query(Long.class)
                        .single();
        String[] names = column(files, RouteFileText::name);
        Map<String, Integer> made = new HashMap<>();
        Set<String> live = new HashSet<>();
        jdbc.sql(IMPORT)
                .param("names", names)
                .param("kinds", column(files, file -> file.kind().wire()))
                .param("texts", column(files, RouteFileText::text))
                .param("hashes", column(files, RouteFileText::hash))
                .param("shipped", shipped)
                .param("revision", revision)
                .param("origin", (shipped ? RouteOrigin.SHIPPED : RouteOrigin.FILE).wire())
                .param("author", author)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query(
                        row -> {
                            made.put(row.getString("name"), row.getInt("latest"));
                            if (row.getInt("version") == row.getInt("latest")) {
                                live.add(row.getString("name"));
                            }
                        });
        jdbc.sql(REVIVE).param(names).update();
        jdbc.sql(StoreEdits.TRIM).params(names, StoreEdits.VERSIONS_MAX).update();
        tell(files, made, author);
        return live;
    }

    /** The many that an empty installation begins with are no change. */
    private void tell(List<RouteFileText> files, Map<String, Integer> made, String author) {
        Map<String, RouteFileText> byName =
                files.stream().collect(Collectors.toMap(RouteFileText::name, Function.identity()));
        made.forEach(
                (name, version) -> {
                    if (version > 1) {
                        RouteFileText file = Objects.requireNonNull(byName.get(name));
                        trail.write("route.import", name, file.kind(), version, author, "");
                    }
                });
    }

    /** A file says what is live: from now on it is the one that the route was imported from. */
    public void adopt(RouteFileText file) {
        jdbc.sql("update serai.route set imported = ? where name = ?")
                .params(file.hash(), file.name())
                .update();
    }

    private static String[] column(
            List<RouteFileText> files, Function<RouteFileText, String> column) {
        return files.stream().map(column).toArray(String[]::new);
    }
}
