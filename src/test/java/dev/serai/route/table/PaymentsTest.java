package dev.serai.route.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.outbox.TestLog;
import dev.serai.route.sink.FarEnds;
import dev.serai.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of payments that the documentation's sink keeps. */
class PaymentsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TestDatabase tables = TestDatabase.empty();
    private final JdbcTemplate jdbc = new JdbcTemplate(tables.dataSource());
    private final FarEnds far = new FarEnds().with("jdbc", new TableComponent(new OneDatabase()));

    @BeforeEach
    void makeTable() throws Exception {
        jdbc.execute(Files.readString(Path.of("docs/sinks/payments.sql")));
    }

    @AfterEach
    void close() {
        far.close();
        tables.close();
    }

    @Test
    void holdsTheLatestStateOfEachPayment() throws Exception {
        pays("authorized", "pay_1", NOON);
        pays("captured", "pay_1", NOON);
        pays("authorized", "pay_2", NOON);
        far.loadExample("payments");
        far.awaitDone("payments");
        assertThat(states()).isEqualTo(Map.of("pay_1", "captured", "pay_2", "authorized"));
        assertThat(jdbc.queryForMap("select amount, currency from payment where id = 'pay_1'"))
                .isEqualTo(Map.of("amount", 49900L, "currency", "INR"));
    }

    @Test
    void isNotChangedByAnEventThatCameLateOrComesAgain() throws Exception {
        pays("captured", "pay_1", NOON.plusSeconds(5));
        pays("authorized", "pay_1", NOON);
        far.loadExample("payments");
        far.awaitDone("payments");
        assertThat(states()).containsExactly(Map.entry("pay_1", "captured"));
        pays("refunded", "pay_1", NOON.plusSeconds(9));
        far.awaitDone("payments");
        far.hub().relays().unregister(new dev.serai.relay.sink.SinkName("payments"));
        assertThat(states()).containsExactly(Map.entry("pay_1", "refunded"));
    }

    @Test
    void parksWhatTheTableRefusesAndRunsNothingThatASenderWrote() throws Exception {
        far.loadExample("payments");
        pays("x'); drop table payment; --", "pay_1", NOON);
        pay("{\"payload\":{\"payment\":{\"entity\":{\"id\":\"pay_2\"}}}}", NOON);
        pays("captured", "pay_3", NOON);
        far.awaitDone("payments");
        assertThat(states())
                .isEqualTo(Map.of("pay_1", "x'); drop table payment; --", "pay_3", "captured"));
        assertThat(far.parked()).hasSize(1).allMatch(told -> told.contains("23502"));
    }

    @Test
    void waitsWhileItsDatabaseLetsNobodyIn() throws Exception {
        far.loadExample("payments");
        jdbc.execute("alter table payment rename to away");
        pays("captured", "pay_1", NOON);
        await().until(() -> far.isBackingOff("payments"));
        assertThat(String.join("", far.details("payments"))).contains("42P01");
        jdbc.execute("alter table away rename to payment");
        far.awaitDone("payments");
        assertThat(states()).hasSize(1);
        assertThat(far.parked()).isEmpty();
    }

    @Test
    void refusesADataSourceThatNobodyHasNamed() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                far.load(
                                        """
                                        - route:
                                            id: sneaky
                                            from:
                                              uri: outbox:sneaky
                                              steps:
                                                - to: jdbc:dataSource
                                        """))
                .hasStackTraceContaining("serai.data-sources.dataSource.url");
    }

    private void pays(String status, String payment, Instant at) {
        pay(
                """
                {"payload":{"payment":{"entity":{"id":"%s","order_id":"order_1","amount":49900,
                 "currency":"INR","status":"%s"}}}}
                """
                        .formatted(payment, status),
                at);
    }

    private void pay(String data, Instant at) {
        far.append(FarEnds.at(at, TestLog.event("razorpay.payment.changed", "order_1", data)));
    }

    private Map<String, String> states() {
        List<Map<String, Object>> rows = jdbc.queryForList("select id, status from payment");
        Map<String, String> states = new java.util.TreeMap<>();
        rows.forEach(row -> states.put(row.get("id").toString(), row.get("status").toString()));
        return states;
    }

    private final class OneDatabase implements DataSources {
        @Override
        public Set<String> names() {
            return Set.of("read-model");
        }

        @Override
        public Optional<DataSource> find(String name) {
            return Optional.of(tables.dataSource()).filter(d -> name.equals("read-model"));
        }
    }
}
