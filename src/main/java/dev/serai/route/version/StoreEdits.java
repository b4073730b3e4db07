package dev.serai.route.version;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes versions of routes: an edit, its version and its line in the audit trail are stored
 * together, one edit after another over all hubs. Thread-safe; every method throws Spring's
 * DataAccessException.
 */
public final class StoreEdits {

    /** How many versions of a route are kept. */
    static final int VERSIONS_MAX = 1_000;

    static final String TRIM =
            """
            delete from serai.route_version v using serai.route r
            where v.name = any(?) and r.name = v.name and v.version <> r.version
              and v.version <= r.latest - ?
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TrailOfRoutes trail;
    private final InstantSource clock;

    StoreEdits(
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
     * Stores what a route becomes; nothing, if it says just that already.
     *
     * @return the route as it is now
     * @throws RouteMoved if the live version is not the one that is expected
     * @throws RouteNameTaken if the name is another kind's
     */
    public StoredRoute store(RouteEdit edit) {
        return inTurn(revision -> store(edit, revision));
    }

    /**
     * Looks whether an edit could be stored now.
     *
     * @throws RouteMoved if the live version is not the one that is expected
     * @throws RouteNameTaken if the name is another kind's
     */
    public void check(RouteEdit edit) {
        check(edit, live(edit.name()).filter(route -> !route.deleted()));
    }

    private static void check(RouteEdit edit, Optional<StoredRoute> alive) {
        int live = alive.map(route -> route.live().number()).orElse(RouteEdit.ABSENT);
        if (edit.expected() != RouteEdit.ANY && edit.expected() != live) {
            throw new RouteMoved(live);
        }
        if (alive.isPresent() && alive.get().kind() != edit.kind()) {
            throw new RouteNameTaken(edit.name(), alive.get().kind());
        }
    }

    /**
     * A file is gone that the hub had: its route is deleted, if it was last imported from that very
     * text.
     *
     * @return the route as it is now; empty if the file did not count any more
     */
    public Optional<StoredRoute> vanished(RouteFileText file, String author) {
        return inTurn(
                revision ->
                        live(file.name())
                                .filter(route -> !route.deleted())
                                .filter(route -> file.hash().equals(imported(file.name())))
                                .map(
                                        route ->
                                                store(
                                                        RouteEdit.deletion(
                                                                route,
                                                                RouteOrigin.FILE,
                                                                author,
                                                                "the file is gone",
                                                                RouteEdit.ANY),
                                                        revision)));
    }

    /**
     * Lets a route run, or not.
     *
     * @return the route as it is now; empty if there is none
     */
    public Optional<StoredRoute> run(String name, boolean running, String author, String comment) {
        return inTurn(
                revision -> {
                    int changed =
                            jdbc.sql(
                                            """
                                            update serai.route set running = ?, revision = ?
                                            where name = ? and not deleted and running <> ?
                                            """)
                                    .params(running, revision, name, running)
                                    .update();
                    Optional<StoredRoute> now = live(name).filter(route -> !route.deleted());
                    if (changed == 1) {
                        now.ifPresent(
                                route ->
                                        write(
                                                running ? "route.start" : "route.stop",
                                                route,
                                                author,
                                                comment));
                    }
                    return now;
                });
    }

    /** A step that is the only one of its kind at a time, over all hubs. */
    private interface Step<T> {
        T with(long revision);
    }

    private <T> T inTurn(Step<T> step) {
        return Objects.requireNonNull(
                transaction.execute(
                        status ->
                                step.with(
                                        jdbc.sql(
                                                        "update serai.route_revision set revision ="
                                                                + " revision + 1 returning revision")
                                                .query(Long.class)
                                                .single())));
    }

    private StoredRoute store(RouteEdit edit, long revision) {
        Optional<StoredRoute> there = live(edit.name());
        Optional<StoredRoute> alive = there.filter(route -> !route.deleted());
        check(edit, alive);
        if (there.isPresent() && Objects.equals(there.get().live().text(), edit.text())) {
            return there.get();
        }
        StoredRoute now = next(edit, there, alive);
        insert(now, edit.text() == null ? null : RouteFileText.hash(edit.text()), revision);
        write(action(edit), now, edit.author(), edit.comment());
        return now;
    }

    private StoredRoute next(
            RouteEdit edit, Optional<StoredRoute> there, Optional<StoredRoute> alive) {
        int number = there.map(StoredRoute::latest).orElse(0) + 1;
        RouteVersion version =
                new RouteVersion(
                        number,
                        edit.kind(),
                        edit.text(),
                        edit.origin(),
                        edit.author(),
                        edit.comment(),
                        clock.instant());
        // One that is made again runs, whatever its predecessor did.
        boolean running = alive.map(StoredRoute::running).orElse(true);
        return new StoredRoute(edit.name(), version, number, running);
    }

    private void insert(StoredRoute route, @Nullable String hash, long revision) {
        RouteVersion version = route.live();
        boolean isFile = version.origin() == RouteOrigin.FILE;
        jdbc.sql(
                        """
                        insert into serai.route as r
                            (name, kind, version, latest, running, deleted, imported, revision)
                        values (:name, :kind, :version, :version, :running, :deleted,
                            case when :file then :hash end, :revision)
                        on conflict (name) do update set kind = excluded.kind,
                            version = excluded.version, latest = excluded.latest,
                            running = excluded.running, deleted = excluded.deleted,
                            imported = case when :file then :hash else r.imported end,
                            revision = excluded.revision
                        """)
                .param("name", route.name())
                .param("kind", route.kind().wire())
                .param("version", version.number())
                .param("running", route.running())
                .param("deleted", route.deleted())
                .param("file", isFile)
                .param("hash", hash)
                .param("revision", revision)
                .update();
        jdbc.sql(
                        """
                        insert into serai.route_version
                            (name, version, kind, text, hash, origin, author, comment, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(route.name())
                .param(version.number())
                .param(version.kind().wire())
                .param(version.text())
                .param(hash)
                .param(version.origin().wire())
                .param(version.author())
                .param(version.comment())
                .param(version.at().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(TRIM).params(new String[] {route.name()}, VERSIONS_MAX).update();
    }

    private static String action(RouteEdit edit) {
        if (edit.text() == null) {
            return "route.delete";
        }
        return switch (edit.origin()) {
            case API -> "route.change";
            case ROLLBACK -> "route.rollback";
            case FILE, SHIPPED -> "route.import";
        };
    }

    private void write(String action, StoredRoute route, String author, String comment) {
        trail.write(action, route.name(), route.kind(), route.live().number(), author, comment);
    }

    private Optional<StoredRoute> live(String name) {
        return jdbc.sql(RouteRows.ROUTES + "where r.name = ?")
                .param(name)
                .query(RouteRows::route)
                .optional();
    }

    private String imported(String name) {
        return jdbc.sql("select coalesce(imported, '') from serai.route where name = ?")
                .param(name)
                .query(String.class)
                .single();
    }
}
