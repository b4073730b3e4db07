package dev.serai.route.deploy;

import dev.serai.route.deploy.RouteFile.Kind;
import dev.serai.route.deploy.RouteFile.Origin;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.secret.Secrets;
import dev.serai.signing.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What is in use of {@code routes/} and of the API's sources, and how it fares. A broken file stops
 * neither the others nor the hub, and what it said before stays in use. Thread-safe; one change at
 * a time.
 */
public final class RoutesInUse implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesInUse.class);
    private static final int HIDDEN_LENGTH_MIN = 4;

    private final Deployment deployment;
    private final FrontDoor door;
    private final Secrets secrets;
    private final Map<String, Wanted> wanted = new LinkedHashMap<>();
    private final AtomicReference<List<RouteStatus>> statuses = new AtomicReference<>(List.of());

    /** What is to be in use, and how it fares. */
    private record Wanted(RouteFile file, RouteStatus status) {}

    RoutesInUse(Deployment deployment, FrontDoor door, Secrets secrets) {
        this.deployment = deployment;
        this.door = door;
        this.secrets = secrets;
    }

    /** Puts a file into use, unless it is so already. */
    public synchronized void want(RouteFile file) {
        Wanted before = wanted.get(file.path());
        if (before == null || !before.file().equals(file)) {
            boolean mended = deploy(file);
            if (mended && file.kind() == Kind.CONNECTOR) {
                renewUsers(file.id());
            }
        }
    }

    /** Takes a file out of use, if it is. */
    public synchronized void drop(String path) {
        Wanted gone = wanted.remove(path);
        if (gone == null) {
            return;
        }
        RouteFile file = gone.file();
        try {
            deployment.undeploy(file);
            LOG.info("{} is no longer in use", path);
        } catch (Exception e) {
            LOG.error("{} could not be taken out of use: {}", path, why(file, e));
        }
        if (file.kind() == Kind.SOURCE) {
            door.settled(file.id());
        }
        publish();
        if (file.kind() == Kind.CONNECTOR) {
            renewUsers(file.id());
        }
    }

    /** Tries again what could not be put into use. */
    public synchronized void tryAgain() {
        List.copyOf(wanted.values()).stream()
                .filter(one -> !one.status().fault().isEmpty())
                .forEach(one -> deploy(one.file()));
    }

    /**
     * Makes a file's route ready, to take over with {@link #use}.
     *
     * @throws RouteRefused if it cannot be started
     */
    public synchronized Deployment.Ready prepare(RouteFile file) {
        try {
            checkName(file);
            return deployment.prepare(file);
        } catch (Exception e) {
            throw new RouteRefused(why(file, e));
        }
    }

    /** Puts into use what is ready. */
    public synchronized void use(RouteFile file, Deployment.Ready ready) {
        ready.use();
        settled(file, "");
    }

    /** The file of a source, if it is one of the folder. */
    public synchronized Optional<RouteFile> sourceFile(String id) {
        return wanted.values().stream()
                .map(Wanted::file)
                .filter(file -> isSource(file, id) && file.origin() == Origin.FILE)
                .findFirst();
    }

    /** Where the source of a name is that is in use. */
    synchronized Optional<String> sourceInUse(String id) {
        return wanted.values().stream()
                .filter(one -> isSource(one.file(), id) && one.status().started())
                .map(one -> one.file().path())
                .findFirst();
    }

    /** All files of sources in the folder. */
    public synchronized List<RouteFile> sourceFiles() {
        return wanted.values().stream()
                .map(Wanted::file)
                .filter(file -> file.kind() == Kind.SOURCE && file.origin() == Origin.FILE)
                .toList();
    }

    /** The backstop of the loop over the files: a fault of one is noted, and the next one comes. */
    private boolean deploy(RouteFile file) {
        try {
            checkName(file);
            deployment.deploy(file);
            settled(file, "");
            return true;
        } catch (Exception e) {
            settled(file, why(file, e));
            return false;
        }
    }

    /** A path has one source: the one that was there first. */
    private void checkName(RouteFile file) {
        wanted.values().stream()
                .filter(other -> isSource(file, other.file().id()))
                .filter(other -> isSource(other.file(), file.id()))
                .filter(other -> !other.file().path().equals(file.path()))
                .filter(other -> other.status().started())
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new IllegalArgumentException(
                                    "there is another source of this name: " + other.file().path());
                        });
    }

    private static boolean isSource(RouteFile file, String id) {
        return file.kind() == Kind.SOURCE && file.id().equals(id);
    }

    /**
     * Those that use a connector are made anew of it, and those that could not be are tried again.
     */
    private void renewUsers(String connector) {
        for (Wanted user : List.copyOf(wanted.values())) {
            boolean faulty = !user.status().fault().isEmpty();
            if (user.file().kind() == Kind.SOURCE
                    && (faulty || deployment.kameletOf(user.file()).equals(connector))) {
                deploy(user.file());
            }
        }
    }

    private void settled(RouteFile file, String fault) {
        boolean started = fault.isEmpty() || deployment.isInUse(file);
        RouteStatus status =
                new RouteStatus(
                        file.path(),
                        file.id(),
                        file.kind().name().toLowerCase(Locale.ROOT),
                        started,
                        fault);
        Wanted before = wanted.put(file.path(), new Wanted(file, status));
        publish();
        if (file.kind() == Kind.SOURCE) {
            tellDoor(file.id(), started);
        }
        if (fault.isEmpty()) {
            // The many connectors of a start are told as one number.
            LOG.atLevel(
                            file.kind() == Kind.CONNECTOR && !door.isLoaded()
                                    ? Level.DEBUG
                                    : Level.INFO)
                    .log("{} is in use", file.path());
        } else if (before == null || !before.status().fault().equals(fault)) {
            LOG.error(
                    "{} is not in use, {}: {}",
                    file.path(),
                    started ? "what it said before is" : "the others are",
                    fault);
        }
    }

    private void tellDoor(String source, boolean started) {
        if (started) {
            door.settled(source);
        } else {
            door.unavailable(source, "This source is known, but its route could not be started.");
        }
    }

    private void publish() {
        statuses.set(wanted.values().stream().map(Wanted::status).toList());
    }

    /** None may tell a secret. */
    private String why(RouteFile file, Throwable failure) {
        String message = secrets.hide(FaultInWords.of(failure));
        for (Secret own : file.secrets().values()) {
            if (own.reveal().length() >= HIDDEN_LENGTH_MIN) {
                message = message.replace(own.reveal(), "(hidden)");
            }
        }
        return FaultInWords.line(message);
    }

    @Override
    public List<RouteStatus> status() {
        return statuses.get();
    }
}
