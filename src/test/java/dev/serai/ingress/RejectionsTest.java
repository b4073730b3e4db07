package dev.serai.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.serai.event.Ksuid;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RejectionsTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final PostgresRejections store = new PostgresRejections(jdbc);
    private final InstantSource clock = InstantSource.system();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Rejections rejections =
            new Rejections(
                    store,
                    new Ksuid(clock, new SecureRandom()),
                    new IngressListener() {
                        @Override
                        public void rejectionsDropped(int count) {
                            dropped.addAndGet(count);
                        }
                    });

    @AfterEach
    void close() {
        rejections.close();
        database.close();
    }

    @Test
    void keepsTheNewestOfASourceAndLeavesTheOthersAlone() {
        store.insert(List.of(rejection("zzz", "rej_99999", 10)));
        for (int batch = 0; batch < 13; batch++) {
            store.insert(hundred(batch * 100, 10));
        }
        assertThat(count("a")).isEqualTo(1_000);
        assertThat(count("zzz")).isEqualTo(1);
        assertThat(
                        jdbc.sql("select min(id) from serai.rejection where source = 'a'")
                                .query(String.class)
                                .single())
                .isEqualTo("rej_00300");
    }

    @Test
    void keepsNoMoreBytesOfASourceThanItMay() {
        for (int batch = 0; batch < 3; batch++) {
            store.insert(hundred(batch * 100, 65_536));
        }
        assertThat(jdbc.sql("select sum(bytes) from serai.rejection").query(Long.class).single())
                .isLessThanOrEqualTo(8 * 1024 * 1024)
                .isGreaterThan(8 * 1024 * 1024 - 66_000);
    }

    private static List<Rejection> hundred(int first, int bytes) {
        return IntStream.range(first, first + 100)
                .mapToObj(i -> rejection("a", "rej_%05d".formatted(i), bytes))
                .toList();
    }

    @Test
    void dropsAndCountsWhatDoesNotFit() {
        for (int i = 0; i < 800; i++) {
            record();
        }
        rejections.start();
        await().untilAtomic(dropped, equalTo(300));
        await().until(() -> count("shop") == 500);
    }

    @Test
    void dropsAndCountsWhatTheDatabaseDoesNotTake() {
        jdbc.sql("alter table serai.rejection rename to gone").update();
        record();
        rejections.close();
        assertThat(dropped).hasValue(1);
    }

    @Test
    void writesWhatWaitsWhenItIsClosed() {
        record();
        rejections.close();
        assertThat(count("shop")).isEqualTo(1);
    }

    private void record() {
        RawRequest request = new RawRequest("POST", "/in/shop", null, List.of(), new byte[0]);
        rejections.record(
                Webhook.received("shop", request, Instant.EPOCH, 0),
                Refusal.of(RefusalReason.SIGNATURE_MISSING, "none"),
                null);
    }

    private static Rejection rejection(String source, String id, int bytes) {
        return new Rejection(
                id,
                Instant.EPOCH,
                TenantId.DEFAULT,
                source,
                RefusalReason.SIGNATURE_INVALID,
                "",
                "POST",
                "",
                "",
                new byte[bytes],
                bytes,
                null);
    }

    private long count(String source) {
        return jdbc.sql("select count(*) from serai.rejection where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }
}
