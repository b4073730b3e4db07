package dev.serai.delivery;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.ledger.TellOperations;
import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import dev.serai.tenant.Owner;
import dev.serai.tenant.TenantId;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that fail for long or say that they are busy, and what their owners hear of it. */
final class TroubleTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private TestDatabase database;
    private TestHub hub;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database.dataSource(), SOON, SOON, SOON, SOON, SOON);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void disablesAnEndpointThatHasDoneNothingButFailForDaysAndTellsBefore() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            fail("order.paid");
            failingSince("3 days");
            fail("order.paid");
            assertThat(told()).containsOnlyOnce("\"endpoint.failing\"");
            failingSince("5 days 1 minute");
            Entry last = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(last));
            await().until(
                            () ->
                                    hub.endpoints
                                            .find(endpoint.id())
                                            .orElseThrow()
                                            .settings()
                                            .disabled());
            await().until(() -> !hub.parked(last).isEmpty());
            assertThat(hub.parked(last).getFirst().reason())
                    .isEqualTo(ParkedEvent.Reason.ENDPOINT_DISABLED);
            assertThat(told())
                    .contains("\"endpoint.disabled\"", "\"trigger\": \"automatic\"", endpoint.id());
            Endpoint off = hub.endpoints.find(endpoint.id()).orElseThrow();
            hub.endpoints.update(off, Samples.settings(receiver.url()));
            assertThat(failing()).isZero(); // whoever enables it has mended it
        }
    }

    @Test
    void oneSuccessMakesUpForDaysOfFailure() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            fail("order.paid");
            failingSince("5 days 1 minute");
            receiver.play(answers(200));
            hub.settle(hub.entries("order.paid", 1));
            assertThat(failing()).isZero();
            receiver.play(answers(404));
            fail("order.paid");
            assertThat(hub.endpoints.find(endpoint.id()).orElseThrow().settings().disabled())
                    .isFalse();
        }
    }

    @Test
    void aSuccessThatAnotherHubHasSeenCountsToo() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200));
                TestHub other = TestHub.on(database.dataSource(), SOON)) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            hub.settle(hub.entries("order.paid", 1));
            // As if it had not heard that the endpoint failed before.
            hub.jdbc
                    .sql("insert into serai.endpoint_failing values (?, now() - interval '6 days')")
                    .param(endpoint.id())
                    .update();
            receiver.play(answers(404));
            other.engine.failing().refresh();
            other.settle(other.entries("order.paid", 1));
            await().until(() -> failing() == 1 || !other.attempts(endpoint).isEmpty());
            assertThat(other.endpoints.find(endpoint.id()).orElseThrow().settings().disabled())
                    .isFalse();
        }
    }

    @Test
    void anEventThatWasEmptiedMeanwhileIsParkedAndNotSent() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.emptied", 1).getFirst();
            hub.jdbc
                    .sql("update serai.event set data = '', data_content_type = ? where id = ?")
                    .param(Event.EXPUNGED)
                    .param(entry.event().id().value())
                    .update();
            hub.deliveries().resend(endpoint, List.of(entry));
            await().until(() -> !hub.parked(entry).isEmpty());
            assertThat(hub.parked(entry).getFirst().detail()).contains("removed");
            assertThat(hub.parked(entry).getFirst().attempts()).isZero();
            assertThat(receiver.received()).isEmpty();
            assertThat(hub.rows()).isZero();
        }
    }

    @Test
    void anEndpointThatIsBusyIsAskedLessAndNeverDisabled() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(503))) {
            hub.endpoint(receiver.url());
            hub.settle(hub.entries("order.paid", 40));
            assertThat(receiver.received().size()).isLessThan(40);
            assertThat(failing()).isZero();
            receiver.play(answers(200));
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.rows() == 0);
        }
    }

    @Test
    void goesByTheEndpointsOwnSchedule() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            EndpointOptions options =
                    new EndpointOptions(Payload.DATA, Ordering.NONE, null, List.of(SOON), null);
            hub.endpoints.create(
                    Owner.DEFAULT,
                    Samples.settings(receiver.url()).withOptions(options),
                    Samples.SECRET);
            Entry entry = fail("order.paid");
            assertThat(hub.parked(entry).getFirst().attempts()).isEqualTo(2);
        }
    }

    @Test
    void tellsOfFailingAndRecoveringDeliveriesWhoeverWantsToHear() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            hub.endpoint(receiver.url(), "order.paid");
            fail("order.paid");
            assertThat(told()).doesNotContain("message.attempt");
            hub.endpoints.create(
                    new Owner(TenantId.DEFAULT, TellOperations.PROJECT),
                    Samples.settings("http://127.0.0.1:9/", "message.attempt.*"),
                    Samples.SECRET);
            Entry exhausted = fail("order.paid");
            assertThat(told())
                    .contains("\"message.attempt.failing\"", "\"message.attempt.exhausted\"")
                    .contains("\"msgId\": \"" + exhausted.event().id() + "\"")
                    .contains("\"responseStatusCode\": 404")
                    .doesNotContain("recovered");
            receiver.play(
                    (request, reply) ->
                            answers(request.number() < 17 ? 404 : 200).play(request, reply));
            hub.settle(hub.entries("order.paid", 1));
            await().until(() -> told().contains("\"message.attempt.recovered\""));
        }
    }

    @Test
    void tellsOfEndpointsThatComeChangeAndGo() {
        Endpoint made = hub.endpoint("https://example.com/");
        hub.endpoints.update(made, made.settings().withHeaders(java.util.Map.of("X-A", "b")));
        hub.endpoints.delete(Owner.DEFAULT, made.id());
        assertThat(told())
                .contains(
                        "\"endpoint.created\"",
                        "\"endpoint.updated\"",
                        "\"endpoint.deleted\"",
                        "\"endpointId\": \"" + made.id() + "\"",
                        "\"appUid\": \"default\"")
                .doesNotContain("endpoint.disabled");
    }

    /** Delivers one event until it is parked. */
    private Entry fail(String type) {
        Entry entry = hub.entries(type, 1).getFirst();
        hub.settle(List.of(entry));
        await().until(() -> !hub.parked(entry).isEmpty());
        return entry;
    }

    private void failingSince(String time) {
        hub.jdbc
                .sql("update serai.endpoint_failing set since = now() - ?::interval")
                .param(time)
                .update();
        hub.engine.failing().refresh();
    }

    private long failing() {
        return hub.jdbc
                .sql("select count(*) from serai.endpoint_failing")
                .query(Long.class)
                .single();
    }

    /** What the hub has told about itself: moved into the log, or about to be. */
    private String told() {
        return String.join(
                "\n",
                hub.jdbc
                        .sql(
                                """
                                select convert_from(data, 'UTF8') from serai.staging
                                where project = 'operations'
                                union all
                                select convert_from(data, 'UTF8') from serai.event
                                where project = 'operations'
                                """)
                        .query(String.class)
                        .list());
    }
}
