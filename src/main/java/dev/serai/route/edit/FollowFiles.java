package dev.serai.route.edit;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.version.FileStanding;
import dev.serai.route.version.FileStanding.Verdict;
import dev.serai.route.version.RouteFileText;
import dev.serai.route.version.RouteKind;
import dev.serai.route.version.StoreEdits;
import dev.serai.route.version.StoreFiles;
import dev.serai.route.version.StoredRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes versions of what the folder of routes says: of what nobody has seen yet when the hub
 * starts, and of every change from then on. A file that cannot be started becomes none, and what
 * was live stays so. Thread-safe; one change at a time.
 */
public final class FollowFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FollowFiles.class);

    private final RouteFiles files;
    private final RoutesInUse inUse;
    private final FollowRoutes routes;
    private final StoreFiles store;
    private final StoreEdits edits;
    private final String author;
    private final boolean isOnlyHub;
    private final Map<String, RouteFile> known = new ConcurrentHashMap<>();
    private final Map<String, RouteFile> accepted = new ConcurrentHashMap<>();
    private final Map<String, RouteFile> refused = new LinkedHashMap<>();
    private final Map<String, Integer> older = new ConcurrentHashMap<>();
    private final Set<String> missing = new HashSet<>();

    /**
     * Follows a folder.
     *
     * @param author who makes the versions: this hub
     * @param isOnlyHub whether there can be no other; else the folder of this one may be behind
     */
    FollowFiles(
            RouteFiles files,
            RoutesInUse inUse,
            FollowRoutes routes,
            StoreFiles store,
            StoreEdits edits,
            String author,
            boolean isOnlyHub) {
        this.files = files;
        this.inUse = inUse;
        this.routes = routes;
        this.store = store;
        this.edits = edits;
        this.author = author;
        this.isOnlyHub = isOnlyHub;
    }

    /**
     * Reads all files, at the start.
     *
     * @return those that say what nobody has seen yet, connectors first
     */
    public synchronized List<RouteFile> begin() {
        List<RouteFile> all = files.read();
        all.forEach(file -> known.put(file.path(), file));
        return news(all, true);
    }

    /** Takes what is new, has changed or is gone. Whether anything was. */
    public synchronized boolean look() {
        if (!files.canChange()) {
            return false;
        }
        List<RouteFile> now = files.readAgain();
        List<RouteFile> changed =
                now.stream().filter(file -> !file.equals(known.get(file.path()))).toList();
        take(changed);
        changed.forEach(file -> known.put(file.path(), file));
        Set<String> paths = now.stream().map(RouteFile::path).collect(Collectors.toSet());
        List<RouteFile> gone =
                known.values().stream().filter(file -> !paths.contains(file.path())).toList();
        for (RouteKind kind : List.of(RouteKind.SINK, RouteKind.SOURCE, RouteKind.CONNECTOR)) {
            gone.stream()
                    .filter(file -> file.kind() == kind && missing.contains(file.path()))
                    .forEach(this::vanished);
        }
        // Editors that save move the old one away first: what was there is gone for a moment.
        missing.clear();
        gone.forEach(file -> missing.add(file.path()));
        return !changed.isEmpty() || !gone.isEmpty();
    }

    /** Tries again what could not be put into use. */
    public synchronized void tryAgain() {
        take(List.copyOf(refused.values()));
    }

    private void take(List<RouteFile> changed) {
        if (!changed.isEmpty()) {
            List<RouteFile> news = news(changed, false);
            for (RouteKind kind : RouteKind.values()) {
                store(news, kind);
                routes.follow();
            }
        }
    }

    /** Those of some files that are to become versions. */
    private List<RouteFile> news(List<RouteFile> read, boolean isStart) {
        List<RouteFile> sound = read.stream().filter(this::isSound).toList();
        Map<String, FileStanding> standing =
                store.standing(sound.stream().map(FollowFiles::text).toList());
        List<RouteFile> news = new ArrayList<>();
        for (RouteFile file : sound) {
            FileStanding stands = standing.get(file.id());
            boolean isBehind = stands.verdict() == Verdict.OLDER && isStart && !isOnlyHub;
            if (isBehind) {
                behind(file, stands.version());
            } else if (stands.verdict() == Verdict.OLDER || stands.verdict() == Verdict.NEW) {
                news.add(file);
            } else {
                if (stands.verdict() == Verdict.LIVE) {
                    store.adopt(text(file));
                }
                accept(file);
            }
        }
        return news;
    }

    private boolean isSound(RouteFile file) {
        String fault = file.fault();
        if (fault.isEmpty() && !RouteHead.isName(file.id())) {
            fault = "its name " + RouteHead.NAME_RULE;
        }
        if (fault.isEmpty() && !RouteHead.fits(file.text())) {
            fault = RouteHead.TOO_LARGE;
        }
        if (!fault.isEmpty()) {
            refuse(file, fault);
        }
        return fault.isEmpty();
    }

    private void behind(RouteFile file, int version) {
        older.put(file.path(), version);
        LOG.warn(
                "{} is as it was in version {}, which is not live any more: is this hub's folder"
                        + " behind? It is not taken; to go back, roll back to that version",
                file.path(),
                version);
    }

    /** Makes versions of the files of a kind. */
    public synchronized void store(List<RouteFile> news, RouteKind kind) {
        List<RouteFile> sound =
                news.stream().filter(file -> file.kind() == kind).filter(this::isNameFree).toList();
        if (sound.isEmpty()) {
            return;
        }
        Map<RouteFile, String> faults = inUse.changeAll(sound, this::isRunning, this::storeAll);
        for (RouteFile file : sound) {
            if (faults.containsKey(file)) {
                refuse(file, faults.get(file));
            } else {
                accept(file);
            }
        }
    }

    private boolean isNameFree(RouteFile file) {
        Optional<StoredRoute> other =
                routes.find(file.id()).filter(route -> route.kind() != file.kind());
        other.ifPresent(
                route ->
                        refuse(
                                file,
                                "there is a " + route.kind().wire() + " of this name already"));
        return other.isEmpty();
    }

    private boolean isRunning(RouteFile file) {
        return routes.find(file.id()).map(StoredRoute::running).orElse(true);
    }

    /** Those that are live by it. */
    private Set<RouteFile> storeAll(Set<RouteFile> ready) {
        Set<String> live =
                store.store(
                        ready.stream().map(FollowFiles::text).toList(), !files.canChange(), author);
        return ready.stream().filter(file -> live.contains(file.id())).collect(Collectors.toSet());
    }

    private void vanished(RouteFile file) {
        List<String> users =
                file.kind() == RouteKind.CONNECTOR
                        ? inUse.users(file.id()).stream().map(RouteFile::id).toList()
                        : List.of();
        if (!users.isEmpty()) {
            inUse.refuse(file, "its file is gone, but it is used by " + String.join(", ", users));
            return;
        }
        RouteFile last = accepted.get(file.path());
        if (last != null && edits.vanished(text(last), author).isPresent()) {
            LOG.info("{} is gone, and its route with it", file.path());
            routes.follow();
        }
        known.remove(file.path());
        refused.remove(file.path());
        older.remove(file.path());
        accepted.remove(file.path());
        inUse.accept(file);
    }

    private void refuse(RouteFile file, String fault) {
        refused.put(file.path(), file);
        older.remove(file.path());
        inUse.refuse(file, fault);
    }

    private void accept(RouteFile file) {
        accepted.put(file.path(), file);
        refused.remove(file.path());
        older.remove(file.path());
        inUse.accept(file);
    }

    /** The version that a file of this hub says, if it is an older one; 0 if it is not. */
    public int olderVersion(RouteKind kind, String name) {
        return older.getOrDefault(new RouteFile(kind, name + kind.ending(), "").path(), 0);
    }

    private static RouteFileText text(RouteFile file) {
        return RouteFileText.of(file.id(), file.kind(), file.text());
    }
}
