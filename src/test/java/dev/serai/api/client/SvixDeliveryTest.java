package dev.serai.api.client;

import static dev.serai.api.client.ClientHub.now;
import static dev.serai.api.client.ClientHub.status;
import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.api.BackgroundTaskListOptions;
import com.svix.api.MessageAttemptListAttemptedMessagesOptions;
import com.svix.api.MessageAttemptListByEndpointOptions;
import com.svix.api.MessageAttemptListByMsgOptions;
import com.svix.models.AppUsageStatsIn;
import com.svix.models.BackgroundTaskOut;
import com.svix.models.BackgroundTaskStatus;
import com.svix.models.BulkReplayIn;
import com.svix.models.EndpointIn;
import com.svix.models.EventExampleIn;
import com.svix.models.EventTypeIn;
import com.svix.models.MessageAttemptOut;
import com.svix.models.MessageOut;
import com.svix.models.MessageStatus;
import com.svix.models.Ordering;
import com.svix.models.RecoverIn;
import com.svix.models.ReplayIn;
import com.svix.models.StatusCodeClass;
import dev.serai.testing.ScriptedReceiver;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Svix's own client for Java, as it is: what is sent, sent again, and counted. */
final class SvixDeliveryTest {

    private static ClientHub hub;
    private static Svix svix;

    @BeforeAll
    static void start() {
        hub = new ClientHub();
        svix = hub.svix();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void attempts() throws Exception {
        String app = hub.app();
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(500))) {
            String endpoint = hub.endpoint(app, receiver);
            MessageOut message = hub.send(app, "order.paid");
            await().until(() -> receiver.received().size() == 2);
            MessageAttemptListByMsgOptions failed = new MessageAttemptListByMsgOptions();
            failed.setStatus(MessageStatus.FAIL);
            failed.setStatusCodeClass(StatusCodeClass.CODE5XX);
            failed.setEndpointId(endpoint);
            failed.setChannel("red");
            await().until(
                            () ->
                                    svix.getMessageAttempt()
                                                    .listByMsg(app, message.getId(), failed)
                                                    .getData()
                                                    .size()
                                            == 2);
            receiver.play(answers(200, Map.of(), "thanks"));
            hub.post(
                    svix,
                    "/api/v1/app/%s/msg/%s/endpoint/%s/resend"
                            .formatted(app, message.getId(), endpoint));
            await().until(
                            () ->
                                    svix.getMessageAttempt()
                                                    .listByEndpoint(app, endpoint)
                                                    .getData()
                                                    .size()
                                            == 3);
            MessageAttemptListByEndpointOptions delivered =
                    new MessageAttemptListByEndpointOptions();
            delivered.setStatus(MessageStatus.SUCCESS);
            delivered.setWithMsg(true);
            MessageAttemptOut attempt =
                    svix.getMessageAttempt()
                            .listByEndpoint(app, endpoint, delivered)
                            .getData()
                            .getFirst();
            assertThat(attempt.getMsg().getId()).isEqualTo(message.getId());
            assertThat(attempt.getResponse()).isEqualTo("thanks");
            assertThat(
                            svix.getMessageAttempt()
                                    .get(app, message.getId(), attempt.getId())
                                    .getResponseStatusCode())
                    .isEqualTo((short) 200);
            assertThat(
                            svix.getMessageAttempt()
                                    .listAttemptedMessages(app, endpoint)
                                    .getData()
                                    .getFirst()
                                    .getStatus())
                    .isEqualTo(MessageStatus.SUCCESS);
            MessageAttemptListAttemptedMessagesOptions never =
                    new MessageAttemptListAttemptedMessagesOptions();
            never.setStatus(MessageStatus.FAIL);
            assertThat(
                            svix.getMessageAttempt()
                                    .listAttemptedMessages(app, endpoint, never)
                                    .getData())
                    .isEmpty();
            assertThat(
                            svix.getMessageAttempt()
                                    .listAttemptedDestinations(app, message.getId())
                                    .getData()
                                    .getFirst()
                                    .getId())
                    .isEqualTo(endpoint);
            svix.getMessageAttempt().expungeContent(app, message.getId(), attempt.getId());
            assertThat(
                            svix.getMessageAttempt()
                                    .get(app, message.getId(), attempt.getId())
                                    .getResponse())
                    .isEmpty();
            assertThat(svix.getEndpoint().getStats(app, endpoint).getSuccess()).isEqualTo(1L);
        }
    }

    @Test
    void replaysAndTasks() throws Exception {
        String app = hub.app();
        OffsetDateTime since = now().minusMinutes(1);
        MessageOut missed = hub.send(app, "order.missed");
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            String endpoint = hub.endpoint(app, receiver);
            String replay =
                    svix.getEndpoint()
                            .replayMissing(app, endpoint, new ReplayIn().since(since))
                            .getId();
            assertThat(sent(replay)).isEqualTo(1);
            await().until(() -> receiver.received().size() == 1);
            assertThat(receiver.received().getFirst().header("webhook-id"))
                    .isEqualTo(missed.getId());
            String recover =
                    svix.getEndpoint().recover(app, endpoint, new RecoverIn().since(since)).getId();
            assertThat(sent(recover)).isZero();
            String bulk =
                    svix.getEndpoint()
                            .bulkReplay(
                                    app,
                                    endpoint,
                                    new BulkReplayIn()
                                            .since(since)
                                            .eventTypes(Set.of("order.missed"))
                                            .status(MessageStatus.SUCCESS))
                            .getId();
            assertThat(sent(bulk)).isEqualTo(1);
            BackgroundTaskListOptions finished = new BackgroundTaskListOptions();
            finished.setStatus(BackgroundTaskStatus.FINISHED);
            finished.setOrder(Ordering.ASCENDING);
            assertThat(svix.getBackgroundTask().list(finished).getData())
                    .extracting(BackgroundTaskOut::getId)
                    .contains(replay, recover, bulk);
        }
    }

    @Test
    void examplesGoToOneEndpointOnly() throws Exception {
        String app = hub.app();
        Map<String, Object> amount = Map.of("type", "integer", "examples", List.of(4900));
        svix.getEventType()
                .create(
                        new EventTypeIn()
                                .name("example.paid")
                                .description("")
                                .schemas(
                                        Map.of(
                                                "1",
                                                Map.of(
                                                        "type",
                                                        "object",
                                                        "properties",
                                                        Map.of("amount", amount)))));
        try (ScriptedReceiver mine = ScriptedReceiver.playing(answers(200));
                ScriptedReceiver other = ScriptedReceiver.playing(answers(200))) {
            String endpoint = hub.endpoint(app, mine);
            hub.endpoint(app, other);
            MessageOut sent =
                    svix.getEndpoint()
                            .sendExample(
                                    app, endpoint, new EventExampleIn().eventType("example.paid"));
            assertThat(sent.getPayload()).isEqualTo(Map.of("amount", 4900));
            hub.api().hub().relay();
            await().until(() -> mine.received().size() == 1);
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void statistics() throws Exception {
        String app = hub.app();
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            hub.endpoint(app, receiver);
            hub.send(app, "order.paid");
            await().until(() -> receiver.received().size() == 1);
            String task =
                    svix.getStatistics()
                            .aggregateAppStats(
                                    new AppUsageStatsIn()
                                            .since(now().minusHours(1))
                                            .until(now().plusHours(1))
                                            .appIds(Set.of(app)))
                            .getId();
            assertThat(String.valueOf(hub.finished(task).getData()))
                    .contains("messageDestinations");
        }
    }

    @Test
    void tellsWhichTypesEndpointsAskFor() throws Exception {
        String app = hub.app();
        svix.getEndpoint()
                .create(
                        app,
                        new EndpointIn()
                                .url(URI.create("https://example.invalid/a"))
                                .filterTypes(Set.of("order.paid", "order.sent")));
        String catchAll = hub.app();
        svix.getEndpoint()
                .create(catchAll, new EndpointIn().url(URI.create("https://example.invalid/b")));
        String task = hub.api().send("PUT", "/api/v1/stats/usage/event-types", "").text("id");
        List<?> told = (List<?>) ((Map<?, ?>) hub.finished(task).getData()).get("event_types");
        assertThat(told.toString())
                .contains(
                        "{appId=%s, explicitlySubscribedEventTypes=[order.paid, order.sent], hasCatchAllEndpoint=false}"
                                .formatted(app))
                .contains(
                        "{appId=%s, explicitlySubscribedEventTypes=[], hasCatchAllEndpoint=true}"
                                .formatted(catchAll));
    }

    @Test
    void removesWhatAllMessagesOfAnAppSay() throws Exception {
        String app = hub.app();
        String other = hub.send(hub.app(), "order.paid").getId();
        String mine = hub.send(app, "order.paid").getId();
        String task =
                hub.api().post("/api/v1/app/" + app + "/msg/expunge-all-contents", "").text("id");
        Map<?, ?> report = (Map<?, ?>) hub.finished(task).getData();
        assertThat(report.get("messagesPurged")).isEqualTo(1);
        assertThat(svix.getMessage().get(app, mine).getPayload())
                .isEqualTo(Map.of("expired", true));
        assertThat(svix.getMessage().list(app).getData()).hasSize(1);
        assertThat(
                        hub.api()
                                .server()
                                .bean(JdbcClient.class)
                                .sql(
                                        "select convert_from(data, 'UTF8') from serai.event where id = :id")
                                .param("id", other)
                                .query(String.class)
                                .single())
                .isEqualTo("{}");
    }

    @Test
    void saysThatThereAreNoTransformations() {
        assertThat(status(() -> svix.getEndpoint().transformationGet("app", "endpoint")))
                .isEqualTo(501);
    }

    private static int sent(String task) throws Exception {
        return ((Number) ((Map<?, ?>) hub.finished(task).getData()).get("messagesSent")).intValue();
    }
}
