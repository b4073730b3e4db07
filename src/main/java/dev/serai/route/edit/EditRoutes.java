package dev.serai.route.edit;

import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.Draft;
import dev.serai.route.check.Fault;
import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RouteRefused;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.version.RouteEdit;
import dev.serai.route.version.RouteKind;
import dev.serai.route.version.RouteMoved;
import dev.serai.route.version.RouteNameTaken;
import dev.serai.route.version.RouteOrigin;
import dev.serai.route.version.RouteVersion;
import dev.serai.route.version.StoreEdits;
import dev.serai.route.version.StoredRoute;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Edits routes: a version is made ready beside the one in use, then stored, then takes over here;
 * the other hubs follow. All or nothing. Thread-safe; every method throws Spring's
 * DataAccessException.
 */
public final class EditRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(EditRoutes.class);

    private final StoreEdits store;
    private final FollowRoutes routes;
    private final RoutesInUse inUse;
    private final ReportRoutes report;
    private final CheckRoute check;

    EditRoutes(
            StoreEdits store,
            FollowRoutes routes,
            RoutesInUse inUse,
            ReportRoutes report,
            CheckRoute check) {
        this.store = store;
        this.routes = routes;
        this.inUse = inUse;
        this.report = report;
        this.check = check;
    }

    /**
     * Who edits, and what of.
     *
     * @param author no secret
     * @param comment why; may be empty
     * @param expected the live version's number, {@link RouteEdit#ANY} or {@link RouteEdit#ABSENT}
     */
    public record Editor(String author, String comment, int expected) {}

    /**
     * Makes a route, or another version of one; nothing, if it says just that already.
     *
     * @throws RouteFaulty if its text has faults
     * @throws RouteRefused if it cannot be started; all is as it was before
     * @throws RouteMoved if the live version is not the one that is expected
     * @throws RouteNameTaken if the name is another kind's
     */
    public StoredRoute put(String name, String text, Editor editor) {
        return put(name, text, RouteOrigin.API, editor);
    }

    /** Makes an older version the live one again, as a new version. */
    public StoredRoute rollBack(String name, RouteVersion to, Editor editor) {
        String text = to.text();
        if (text == null) {
            throw new RouteRefused(
                    "version " + to.number() + " deleted the route; name one that has a text");
        }
        return put(name, text, RouteOrigin.ROLLBACK, editor);
    }

    private StoredRoute put(String name, String text, RouteOrigin origin, Editor editor) {
        RouteKind kind = kind(name, text);
        RouteEdit edit =
                new RouteEdit(
                        name,
                        kind,
                        text,
                        origin,
                        editor.author(),
                        editor.comment(),
                        editor.expected());
        routes.follow();
        Optional<StoredRoute> there = routes.find(name);
        StoredRoute stored =
                there.isPresent() && text.equals(there.get().live().text())
                        ? store.store(edit)
                        : started(edit, there.map(StoredRoute::running).orElse(true));
        settle(stored, "is now version");
        return stored;
    }

    private StoredRoute started(RouteEdit edit, boolean running) {
        store.check(edit);
        String text = Objects.requireNonNull(edit.text());
        List<Fault> faults =
                check
                        .faults(
                                new Draft(
                                        Draft.Kind.valueOf(edit.kind().name()), edit.name(), text))
                        .stream()
                        .filter(fault -> !isKnownAlready(edit, fault))
                        .toList();
        if (!faults.isEmpty()) {
            throw new RouteFaulty(faults);
        }
        RouteFile file = new RouteFile(edit.kind(), edit.name() + edit.kind().ending(), text);
        return inUse.change(file, running, () -> Optional.of(store.store(edit))).orElseThrow();
    }

    /** A file may have brought a secret along; that is no reason to bar the way back to it. */
    private static boolean isKnownAlready(RouteEdit edit, Fault fault) {
        return edit.origin() == RouteOrigin.ROLLBACK && fault.code().equals(Fault.LITERAL_SECRET);
    }

    private static RouteKind kind(String name, String text) {
        RouteHead head;
        try {
            head = RouteHead.of(text);
        } catch (IllegalArgumentException e) {
            throw new RouteRefused(String.valueOf(e.getMessage()));
        }
        if (!head.name().equals(name)) {
            throw new RouteRefused(
                    (head.kind() == RouteKind.CONNECTOR ? "its metadata.name" : "its route's id")
                            + " is \""
                            + head.name()
                            + "\", but the path says "
                            + name);
        }
        return head.kind();
    }

    /**
     * Deletes a route; its versions stay, and one of them can be made live again.
     *
     * @return it as it is now; empty if there is none
     * @throws RouteInUse if it is a connector that is used
     */
    public Optional<StoredRoute> delete(String name, Editor editor) {
        routes.follow();
        Optional<StoredRoute> there = routes.find(name);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (there.get().kind() == RouteKind.CONNECTOR) {
            List<String> users = inUse.users(name).stream().map(RouteFile::id).toList();
            if (!users.isEmpty()) {
                throw new RouteInUse(users);
            }
        }
        StoredRoute stored =
                store.store(
                        RouteEdit.deletion(
                                there.get(),
                                RouteOrigin.API,
                                editor.author(),
                                editor.comment(),
                                editor.expected()));
        settle(stored, "was deleted by version");
        return Optional.of(stored);
    }

    /**
     * Lets a route run, or not.
     *
     * @return it as it is now; empty if there is none
     * @throws RouteRefused if it cannot be started, or is nothing that runs
     */
    public Optional<StoredRoute> run(String name, boolean running, Editor editor) {
        routes.follow();
        Optional<StoredRoute> there = routes.find(name);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (there.get().kind() == RouteKind.CONNECTOR) {
            throw new RouteRefused(
                    "a connector does not run by itself; start or stop the sources that use it");
        }
        Optional<StoredRoute> stored =
                running && !there.get().running()
                        ? started(there.get(), editor)
                        : store.run(name, running, editor.author(), editor.comment());
        stored.ifPresent(now -> settle(now, (running ? "runs" : "is stopped") + " in version"));
        return stored;
    }

    /** What was started takes over, unless it was edited meanwhile: then that is what follows. */
    private Optional<StoredRoute> started(StoredRoute stopped, Editor editor) {
        AtomicReference<Optional<StoredRoute>> stored = new AtomicReference<>(Optional.empty());
        inUse.change(
                FollowRoutes.file(stopped),
                true,
                () -> {
                    stored.set(store.run(stopped.name(), true, editor.author(), editor.comment()));
                    return stored.get()
                            .filter(now -> now.live().number() == stopped.live().number());
                });
        return stored.get();
    }

    private void settle(StoredRoute stored, String what) {
        LOG.info("Route {} {} {}", stored.name(), what, stored.live().number());
        routes.follow();
        report.tell();
    }
}
