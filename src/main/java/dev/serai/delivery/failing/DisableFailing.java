package dev.serai.delivery.failing;

import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Disables an endpoint that has done nothing but fail for days. When half of that time is over, its
 * owner is told. Looks into the record of attempts first: another hub may have seen it work.
 */
public final class DisableFailing {

    private static final Logger LOG = LoggerFactory.getLogger(DisableFailing.class);

    private static final String LOOK =
            """
            select extract(epoch from now() - f.since) * 1000 as age_ms, f.warned_at is null as unwarned,
                   exists (select from serai.attempt a
                           where a.endpoint_id = f.endpoint_id and a.at > f.since
                             and a.outcome = 0) as worked
            from serai.endpoint_failing f where f.endpoint_id = :endpoint
            """;

    private static final String WARN =
            """
            with warned as (
                update serai.endpoint_failing set warned_at = now()
                where endpoint_id = :endpoint and warned_at is null
                returning since)
            select serai.tell_operations('endpoint.failing', :tenant, :project, :endpoint, :uid,
                jsonb_build_object('failSince', since,
                    'disabledAt', since + :after * interval '1 millisecond'))
            from warned
            """;

    private final JdbcClient jdbc;
    private final FailingEndpoints failing;
    private final Endpoints endpoints;
    private final InstantSource clock;
    private final Duration after;

    /**
     * Makes the step.
     *
     * @param after after how long; zero for never
     */
    public DisableFailing(
            JdbcClient jdbc,
            FailingEndpoints failing,
            Endpoints endpoints,
            InstantSource clock,
            Duration after) {
        this.jdbc = jdbc;
        this.failing = failing;
        this.endpoints = endpoints;
        this.clock = clock;
        this.after = after;
    }

    /**
     * An attempt has failed that counts. Asks the database only if the endpoint has failed for
     * long.
     *
     * @return whether the endpoint was disabled
     */
    public boolean isTimeUp(Endpoint endpoint) {
        Optional<Instant> since = failing.since(endpoint.id());
        if (after.isZero()
                || since.isEmpty()
                || age(since.get()).compareTo(after.dividedBy(2)) < 0) {
            return false;
        }
        Optional<Look> look = look(endpoint.id());
        if (look.isEmpty() || look.get().worked) {
            failing.forget(endpoint.id());
            return false;
        }
        if (look.get().age.compareTo(after) >= 0) {
            endpoints.disable(endpoint.id());
            failing.forget(endpoint.id());
            LOG.info("{} has done nothing but fail for {} and was disabled", endpoint.id(), after);
            return true;
        }
        if (look.get().unwarned && look.get().age.compareTo(after.dividedBy(2)) >= 0) {
            warn(endpoint);
        }
        return false;
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }

    private Optional<Look> look(String endpoint) {
        return jdbc.sql(LOOK)
                .param("endpoint", endpoint)
                .query(
                        (row, number) ->
                                new Look(
                                        Duration.ofMillis(row.getLong("age_ms")),
                                        row.getBoolean("unwarned"),
                                        row.getBoolean("worked")))
                .optional();
    }

    private void warn(Endpoint endpoint) {
        jdbc.sql(WARN)
                .param("endpoint", endpoint.id())
                .param("tenant", endpoint.owner().tenant().value())
                .param("project", endpoint.owner().project().value())
                .param("uid", endpoint.settings().uid())
                .param("after", after.toMillis())
                .query(String.class)
                .list();
    }

    private record Look(Duration age, boolean unwarned, boolean worked) {}
}
