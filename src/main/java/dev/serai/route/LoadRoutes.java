package dev.serai.route;

import dev.serai.route.RouteFile.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the files of {@code routes/} into use when the hub starts. A broken one stops neither the
 * others nor the hub; it is tried again now and then, since what it needs may have been away.
 */
final class LoadRoutes implements Routes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadRoutes.class);
    private static final int FAULT_LENGTH_MAX = 500;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final RouteFiles files;
    private final Deployment deployment;
    private final FrontDoor door;
    private final Secrets secrets;
    private final Map<RouteFile, RouteStatus> statuses = new LinkedHashMap<>();
    private final ScheduledExecutorService again =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("routes-again").daemon().factory());

    LoadRoutes(RouteFiles files, Deployment deployment, FrontDoor door, Secrets secrets) {
        this.files = files;
        this.deployment = deployment;
        this.door = door;
        this.secrets = secrets;
    }

    /** Loads all files; to be called once, when the Camel context has started. */
    synchronized void load() {
        files.read().forEach(this::deploy);
        door.loaded();
        again.scheduleWithFixedDelay(
                this::tryAgain, TRY_AGAIN.toSeconds(), TRY_AGAIN.toSeconds(), TimeUnit.SECONDS);
    }

    /** Tries again what could not be put into use. */
    synchronized void tryAgain() {
        List<RouteFile> failed =
                statuses.entrySet().stream()
                        .filter(entry -> !entry.getValue().started())
                        .map(Map.Entry::getKey)
                        .toList();
        failed.forEach(this::deploy);
    }

    /** The backstop of the loop over the files: a fault of one is noted, and the next one comes. */
    private void deploy(RouteFile file) {
        try {
            deployment.deploy(file);
            settled(file, "");
        } catch (Exception e) {
            settled(file, why(e));
        }
    }

    private void settled(RouteFile file, String fault) {
        boolean started = fault.isEmpty();
        RouteStatus status =
                new RouteStatus(
                        file.path(),
                        file.id(),
                        file.kind().name().toLowerCase(Locale.ROOT),
                        started,
                        fault);
        RouteStatus before = statuses.put(file, status);
        if (file.kind() == Kind.SOURCE) {
            door.broken(file.id(), !started);
        }
        if (started) {
            LOG.info("{} is in use", file.path());
        } else if (before == null || !Objects.equals(before.fault(), fault)) {
            LOG.error("{} is not in use, the others are: {}", file.path(), fault);
        }
    }

    /** The innermost message says what is wrong; none may tell a secret. */
    private String why(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ExpressionIllegalSyntaxException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String line = secrets.hide(message).strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= FAULT_LENGTH_MAX ? line : line.substring(0, FAULT_LENGTH_MAX);
    }

    @Override
    public synchronized List<RouteStatus> status() {
        return List.copyOf(statuses.values());
    }

    /** Tries nothing again any more. */
    @Override
    public void close() {
        again.shutdown();
    }
}
