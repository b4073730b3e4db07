package dev.serai.route.deploy;

import dev.serai.route.deploy.RouteFile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts into use what the folder of routes says, and then what changes in its connectors and
 * sources. Sinks are read at the start only: what is under way to one must not be doubled.
 */
public final class FollowFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FollowFiles.class);

    private final RouteFiles files;
    private final RoutesInUse inUse;
    private final Map<String, RouteFile> known = new ConcurrentHashMap<>();

    FollowFiles(RouteFiles files, RoutesInUse inUse) {
        this.files = files;
        this.inUse = inUse;
    }

    /** Connectors first: others need them. */
    public void connectors() {
        take(files.read(), file -> file.kind() == Kind.CONNECTOR);
        LOG.info(
                "{} connectors are in use",
                inUse.status().stream().filter(RouteStatus::started).count());
    }

    /** All the rest. */
    public void read() {
        take(files.read(), file -> file.kind() != Kind.CONNECTOR);
    }

    /** What is new, has changed or is gone. */
    public void look() {
        if (!files.canChange()) {
            return;
        }
        List<RouteFile> now = files.readAgain();
        take(now, file -> file.kind() != Kind.SINK);
        List<String> paths = now.stream().map(RouteFile::path).toList();
        for (RouteFile gone : new ArrayList<>(known.values())) {
            if (gone.kind() != Kind.SINK && !paths.contains(gone.path())) {
                known.remove(gone.path());
                inUse.drop(gone.path());
            }
        }
    }

    private void take(List<RouteFile> all, Predicate<RouteFile> which) {
        for (RouteFile file : all) {
            if (which.test(file) && !file.equals(known.put(file.path(), file))) {
                inUse.want(file);
            }
        }
    }
}
