package dev.serai.route;

import dev.serai.route.deploy.FollowFiles;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.source.FollowSources;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the files of {@code routes/} and the API's sources into use when the hub starts, and follows
 * their changes from then on.
 */
final class LoadRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadRoutes.class);

    /** How soon a change that another hub made is in use here. */
    private static final Duration FOLLOW_SOURCES = Duration.ofMillis(500);

    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);

    /** What a file needs may have been away. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final FollowFiles files;
    private final FollowSources sources;
    private final RoutesInUse inUse;
    private final FrontDoor door;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("routes").daemon().factory());

    LoadRoutes(FollowFiles files, FollowSources sources, RoutesInUse inUse, FrontDoor door) {
        this.files = files;
        this.sources = sources;
        this.inUse = inUse;
        this.door = door;
    }

    /** Loads everything; to be called once, when the Camel context has started. */
    void load() {
        files.connectors();
        sources.follow();
        files.read();
        // A path that the database or a file knows must not be told to be unknown before.
        door.loaded();
        every(FOLLOW_SOURCES, sources::follow);
        every(LOOK_AT_FILES, files::look);
        every(TRY_AGAIN, inUse::tryAgain);
    }

    /** The backstop of the loops: an exception would end the timer. */
    private void every(Duration pause, Runnable step) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Changes of routes could not be followed; trying again", e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Follows no changes any more. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
