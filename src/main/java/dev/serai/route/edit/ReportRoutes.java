package dev.serai.route.edit;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.traffic.Traffic;
import dev.serai.route.version.AppliedRoute;
import dev.serai.route.version.PostgresApplied;
import dev.serai.route.version.RouteKind;
import dev.serai.route.version.StoredRoute;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Tells all hubs what this one has in use of every route, and how it fares. */
public final class ReportRoutes {

    private static final double NANOS_PER_SECOND = 1e9;

    /** A rate over less time than this would be a guess. */
    private static final double SECONDS_MIN = 1;

    private final PostgresApplied applied;
    private final FollowRoutes routes;
    private final RoutesInUse inUse;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();

    /** How many there were at some time, and how many a second before it. */
    private record Rate(long exchanges, long at, double perSecond) {}

    ReportRoutes(
            PostgresApplied applied,
            FollowRoutes routes,
            RoutesInUse inUse,
            InstantSource clock,
            LongSupplier ticker) {
        this.applied = applied;
        this.routes = routes;
        this.inUse = inUse;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** This hub has begun to live. */
    public void begin() {
        applied.begin();
    }

    /** This hub lives, and this is how all routes fare in it. */
    public void live() {
        applied.live();
        tell();
    }

    /** What has changed since the last time. */
    public synchronized void tell() {
        List<StoredRoute> all = routes.all();
        versions.keySet().retainAll(all.stream().map(StoredRoute::name).toList());
        applied.tell(all.stream().map(this::report).toList());
    }

    private AppliedRoute report(StoredRoute route) {
        RouteFile file = FollowRoutes.file(route);
        boolean isInUse = inUse.uses(file);
        boolean runs = route.running() || route.kind() == RouteKind.CONNECTOR;
        if (isInUse || !runs) {
            versions.put(route.name(), route.live().number());
        }
        Traffic traffic = inUse.traffic(file);
        return new AppliedRoute(
                applied.hub(),
                route.name(),
                versions.getOrDefault(route.name(), 0),
                isInUse || (runs && versions.containsKey(route.name())),
                inUse.fault(file.path()),
                traffic.exchanges(),
                traffic.failures(),
                traffic.inFlight(),
                perSecond(route.name(), traffic.exchanges()),
                clock.instant());
    }

    private double perSecond(String name, long exchanges) {
        long now = ticker.getAsLong();
        return rates.compute(
                        name,
                        (key, last) -> {
                            if (last == null) {
                                return new Rate(exchanges, now, 0);
                            }
                            double seconds = (now - last.at()) / NANOS_PER_SECOND;
                            return seconds < SECONDS_MIN
                                    ? last
                                    : new Rate(
                                            exchanges,
                                            now,
                                            rounded((exchanges - last.exchanges()) / seconds));
                        })
                .perSecond();
    }

    /** To a tenth. */
    private static double rounded(double perSecond) {
        return Math.round(perSecond * 10) / 10.0;
    }
}
