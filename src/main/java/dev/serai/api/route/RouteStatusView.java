package dev.serai.api.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.route.version.AppliedRoute;
import dev.serai.route.version.StoredRoute;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route fares on every hub.
 *
 * @param version the live one, which is to be in use on all
 * @param state {@code running} or {@code stopped}: what it is to be
 * @param hubs those that live
 * @param lag how many events of the log its sink has not dealt with yet; of sinks only
 * @param oldestUndelivered when the oldest of them was appended
 * @param olderFile the version that the file of the hub that answers says, if that is an older one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RouteStatusView(
        String name,
        String kind,
        int version,
        String state,
        List<HubView> hubs,
        @Nullable Long lag,
        @Nullable Instant oldestUndelivered,
        @Nullable Integer olderFile) {

    /**
     * How it fares on one hub.
     *
     * @param version the one in use; 0 for none
     * @param state {@code running}, {@code stopped}, {@code behind} (an older version runs) or
     *     {@code broken} (none does)
     * @param fault why, if something is wrong; never a secret
     * @param exchanges requests or batches since the hub started; connectors have none
     * @param failures how many of them were refused or failed
     * @param inFlight how many are under way
     * @param perSecond how many there were a second, over the last seconds
     * @param at when the hub last told something new
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HubView(
            String hub,
            int version,
            String state,
            @Nullable String fault,
            long exchanges,
            long failures,
            int inFlight,
            double perSecond,
            Instant at) {

        static HubView of(StoredRoute route, AppliedRoute applied) {
            return new HubView(
                    applied.hub(),
                    applied.version(),
                    state(route, applied),
                    applied.fault().isEmpty() ? null : applied.fault(),
                    applied.exchanges(),
                    applied.failures(),
                    applied.inFlight(),
                    applied.perSecond(),
                    applied.at());
        }

        private static String state(StoredRoute route, AppliedRoute applied) {
            if (applied.version() != route.live().number()) {
                return applied.version() == 0 ? "broken" : "behind";
            }
            return applied.running() ? "running" : "stopped";
        }
    }
}
