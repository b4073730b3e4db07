package dev.serai.eventtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.chore.Chore;
import dev.serai.tenant.Owner;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class KnownSchedulesTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @Test
    void followsTheSchedulesOfTypesWhileTheHubRuns() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PostgresEventTypes types =
                    new PostgresEventTypes(JdbcClient.create(database.dataSource()));
            KnownSchedules schedules = new KnownSchedules(types);
            Chore refresh = new Chore("refreshing", Duration.ofMillis(20), schedules::refresh);
            refresh.start();
            try {
                assertThat(schedules.of(Owner.DEFAULT, "order.paid")).isNull();
                assertThat(schedules.longest()).isNull();
                List<Duration> quick = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
                List<Duration> slow = List.of(Duration.ofDays(1));
                types.put(type("order.paid", quick));
                types.put(type("order.late", slow));
                await().until(() -> quick.equals(schedules.of(Owner.DEFAULT, "order.paid")));
                assertThat(schedules.longest()).isEqualTo(slow);
                types.put(type("order.paid", null));
                await().until(() -> schedules.of(Owner.DEFAULT, "order.paid") == null);
            } finally {
                refresh.stop();
            }
        }
    }

    private static EventType type(String name, List<Duration> schedule) {
        return new EventType(
                TenantId.DEFAULT,
                name,
                new Description("", null, List.of(), null, false, false, schedule),
                NOW,
                NOW);
    }
}
