package dev.serai.route;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.edit.FollowFiles;
import dev.serai.route.edit.FollowRoutes;
import dev.serai.route.edit.ReportRoutes;
import dev.serai.route.source.FollowSources;
import dev.serai.route.version.RouteKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the files of {@code routes/} and the API's sources into use when the hub starts, and follows
 * their changes from then on.
 */
final class LoadRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadRoutes.class);

    /** How soon a change that another hub made is in use here. */
    private static final Duration FOLLOW = Duration.ofMillis(500);

    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);

    /** What a file needs may have been away. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    /** How often this hub says that it lives, and what went through its routes. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    private final FollowFiles files;
    private final FollowRoutes routes;
    private final FollowSources sources;
    private final ReportRoutes report;
    private final RoutesInUse inUse;
    private final FrontDoor door;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("routes").daemon().factory());

    LoadRoutes(
            FollowFiles files,
            FollowRoutes routes,
            FollowSources sources,
            ReportRoutes report,
            RoutesInUse inUse,
            FrontDoor door) {
        this.files = files;
        this.routes = routes;
        this.sources = sources;
        this.report = report;
        this.inUse = inUse;
        this.door = door;
    }

    /** Loads everything; to be called once, when the Camel context has started. */
    void load() {
        report.begin();
        routes.learn();
        List<RouteFile> news = files.begin();
        // Connectors first: others need them.
        load(RouteKind.CONNECTOR, news);
        LOG.info(
                "{} connectors are in use",
                inUse.status().stream().filter(RouteStatus::started).count());
        sources.follow();
        load(RouteKind.SOURCE, news);
        load(RouteKind.SINK, news);
        // A path that the database or a file knows must not be told to be unknown before.
        door.loaded();
        report.tell();
        every(FOLLOW, this::follow);
        every(LOOK_AT_FILES, this::look);
        every(TRY_AGAIN, this::tryAgain);
        every(REPORT, report::live);
    }

    /** What is stored; where a file says something new, that, and what is stored if it cannot. */
    private void load(RouteKind kind, List<RouteFile> news) {
        Set<String> names = news.stream().map(RouteFile::id).collect(Collectors.toSet());
        routes.apply(route -> route.kind() == kind && !names.contains(route.name()));
        files.store(news, kind);
        routes.learn();
        routes.apply(route -> route.kind() == kind);
    }

    private void follow() {
        sources.follow();
        if (routes.follow()) {
            report.tell();
        }
    }

    private void look() {
        if (files.look()) {
            report.tell();
        }
    }

    private void tryAgain() {
        inUse.tryAgain();
        files.tryAgain();
        report.tell();
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
