package dev.serai.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.row.DeliveryState.Kind;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.event.TypePattern;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Position;
import dev.serai.outbox.RawRequest;
import dev.serai.outbox.RawRequest.Header;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventControllerTest {

    private final Random random = new Random(11);
    private ApiServer api;
    private Instant made = Instant.parse("2026-05-04T10:00:00Z");

    @BeforeEach
    void start() {
        api = new ApiServer(List.of(), EventController.class);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsAnEventAsAStructuredCloudEventWithItsPosition() {
        String id = append("razorpay.payment.captured", "order_1");

        JsonNode event = api.get("/api/v1/event/" + id);

        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(id);
        assertThat(event.path("type").asText()).isEqualTo("razorpay.payment.captured");
        assertThat(event.path("tenant").asText()).isEqualTo("default");
        assertThat(event.path("partitionkey").asText()).isEqualTo("key");
        assertThat(event.path("data").path("n").asInt()).isEqualTo(1);
        assertThat(event.path("position").asText()).matches("\\d+-1");
        assertThat(event.has("request")).isFalse();
    }

    @Test
    void listsNewestFirst() {
        String first = append("a.one", null);
        String second = append("a.two", null);

        JsonNode page = api.get("/api/v1/event");

        assertThat(ApiServer.ids(page)).containsExactly(second, first);
        assertThat(page.path("done").asBoolean()).isTrue();
        assertThat(page.path("data").get(0).has("sinks")).isFalse();
    }

    @Test
    void pagesAreStableUnderNewEvents() {
        List<String> old = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            old.addFirst(append("a.old", null));
        }
        JsonNode first = api.get("/api/v1/event?limit=3");
        String newer = append("a.new", null);
        JsonNode second = api.get(next(first));
        JsonNode third = api.get(next(second));

        assertThat(ApiServer.ids(first)).isEqualTo(old.subList(0, 3));
        assertThat(ApiServer.ids(second)).isEqualTo(old.subList(3, 6));
        assertThat(ApiServer.ids(third)).isEqualTo(old.subList(6, 7));
        assertThat(first.path("done").asBoolean()).isFalse();
        assertThat(third.path("done").asBoolean()).isTrue();

        JsonNode back = api.get(previous(third));
        assertThat(ApiServer.ids(back)).isEqualTo(old.subList(3, 6));
        assertThat(back.path("done").asBoolean()).isFalse();
        JsonNode newest = api.get(previous(first));
        assertThat(ApiServer.ids(newest)).containsExactly(newer);
        assertThat(newest.path("done").asBoolean()).isTrue();
    }

    @Test
    void aReaderThatHasSeenAllAsksForWhatIsNewFromTheSamePlace() {
        append("a.old", null);
        JsonNode seen = api.get("/api/v1/event");
        JsonNode nothing = api.get(previous(seen));
        String newer = append("a.new", null);

        assertThat(ApiServer.ids(nothing)).isEmpty();
        assertThat(ApiServer.ids(api.get(previous(nothing)))).containsExactly(newer);
    }

    @Test
    void filtersByTypeSourceSubjectAndProject() {
        String captured = append("razorpay.payment.captured", "order_1");
        String failed = append("razorpay.payment.failed", "order_2");
        String push = append("github.push", null);

        assertThat(chosen("type=razorpay.payment.*")).containsExactly(failed, captured);
        assertThat(chosen("type=**.failed")).containsExactly(failed);
        assertThat(chosen("type=github.push")).containsExactly(push);
        assertThat(chosen("subject=order_1")).containsExactly(captured);
        assertThat(chosen("source=/in/test")).hasSize(3);
        assertThat(chosen("source=/in/other")).isEmpty();
        assertThat(chosen("project=default&type=**")).hasSize(3);
        assertThat(api.http().get("/api/v1/event?project=nowhere").statusCode()).isEqualTo(400);
        assertThat(api.http().get("/api/v1/event?type=a..b").statusCode()).isEqualTo(400);
    }

    @Test
    void filtersByTheTimeOfAcceptance() {
        String id = append("a.one", null);

        assertThat(chosen("since=2020-01-01T00:00:00Z")).containsExactly(id);
        assertThat(chosen("since=2120-01-01T00:00:00Z")).isEmpty();
        assertThat(chosen("until=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(chosen("until=2120-01-01T00:00:00%2B02:00")).containsExactly(id);
    }

    @Test
    void aFilterThatFindsLittleGoesOnPageByPageToTheEnd() {
        String rare = append("rare.event", null);
        for (int i = 0; i < 11; i++) {
            append("common.event", null);
        }

        List<String> found = new ArrayList<>();
        JsonNode page = api.get("/api/v1/event?type=rare.*");
        int pages = 1;
        for (; !page.path("done").asBoolean() && pages < 10; pages++) {
            found.addAll(ApiServer.ids(page));
            page = api.get(next(page) + "&type=rare.*");
        }
        found.addAll(ApiServer.ids(page));

        assertThat(found).containsExactly(rare);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void showsNothingOfAnotherTenant() {
        Owner other = new Owner(new TenantId("other"), ProjectId.DEFAULT);
        Event event = TestLog.event(other, "a.one", "key", "{}");
        api.log().append(event);

        assertThat(ApiServer.ids(api.get("/api/v1/event"))).isEmpty();
        assertThat(api.http().get("/api/v1/event/" + event.id()).statusCode()).isEqualTo(404);
        assertThat(api.http().get("/api/v1/event/" + event.id() + "/raw").statusCode())
                .isEqualTo(404);
    }

    @Test
    void knowsNoEventOfAStrangeOrUnknownId() {
        assertThat(api.http().get("/api/v1/event/x").statusCode()).isEqualTo(404);
        assertThat(api.http().get("/api/v1/event/" + newId()).statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheRequestWithoutItsSecrets() {
        String id = appendWebhook("{\"n\": 1}\n".getBytes(StandardCharsets.UTF_8));

        JsonNode request = api.get("/api/v1/event/" + id).path("request");

        assertThat(request.path("method").asText()).isEqualTo("POST");
        assertThat(request.path("path").asText()).isEqualTo("/in/razorpay");
        assertThat(request.path("query").asText()).isEqualTo("a=1&token=(hidden)");
        assertThat(request.path("size").asInt()).isEqualTo(9);
        String headers = request.path("headers").toString();
        assertThat(headers)
                .contains("sig0", "X-Razorpay-Signature")
                .doesNotContain("hunter2")
                .contains("{\"name\":\"Authorization\",\"value\":\"(hidden)\"}");
    }

    @Test
    void givesTheBodyBackByteForByteAndSafely() {
        byte[] body = new byte[256];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        String id = appendWebhook(body);

        HttpResponse<byte[]> response =
                api.http()
                        .send(
                                api.http().request("/api/v1/event/" + id + "/raw"),
                                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void refusesAnIteratorThatIsNone() {
        for (String iterator : new String[] {"rubbish", "msg_", "-msg_x", "rej_0"}) {
            HttpResponse<String> answer = api.http().get("/api/v1/event?iterator=" + iterator);
            assertThat(answer.statusCode()).as(iterator).isEqualTo(400);
            assertThat(answer.body()).contains("is no iterator of this list");
        }
    }

    @Test
    void givesTheDataOfAnEventThatCameAsNoWebhook() {
        String id = append("a.one", null);

        assertThat(api.http().get("/api/v1/event/" + id + "/raw").body()).isEqualTo("{\"n\":1}");
    }

    @Test
    void saysWhatBecameOfAnEventAtEverySink() {
        String id = append("a.one", null);
        api.serve("kafka", EntryFilter.ALL, (batch, session) -> {});
        api.serve("stuck", EntryFilter.ALL, (batch, session) -> outage());
        api.serve(
                "picky",
                new EntryFilter(List.of(TypePattern.of("wanted.**")), null),
                (batch, session) -> {});
        api.serve("refusing", EntryFilter.ALL, (batch, session) -> refuse(batch));
        api.broadcast("live", (batch, session) -> {});

        await().untilAsserted(
                        () ->
                                assertThat(states(id))
                                        .isEqualTo(
                                                Map.of(
                                                        "kafka", "delivered",
                                                        "live", "broadcast",
                                                        "stuck", "waiting",
                                                        "picky", "filtered",
                                                        "refusing", "parked")));
        JsonNode refusing = api.get("/api/v1/event/" + id).path("sinks").get(3);
        assertThat(refusing.path("reason").asText()).isEqualTo("too-large");
        assertThat(refusing.path("attempts").asInt()).isEqualTo(1);
        assertThat(refusing.path("at").asText()).isNotEmpty();
        assertThat(api.parked().find(TenantId.DEFAULT, refusing.path("parkedId").asText()))
                .get()
                .extracting(ParkedEvent::event)
                .isEqualTo(new EventId(id));
    }

    @Test
    void saysWhatBecameOfAnEventAtEveryEndpoint() {
        String id = append("a.one", null);
        api.serve("webhooks", EntryFilter.ALL, (batch, session) -> {});
        await().until(() -> states(id).equals(Map.of("webhooks", "filtered")));

        api.deliveries().add(new DeliveryState("ep_1", Kind.DELIVERED, 1, made, null));
        assertThat(states(id)).containsEntry("webhooks", "delivered");
        api.deliveries().add(new DeliveryState("ep_2", Kind.WAITING, 2, made, made.plusSeconds(5)));
        assertThat(states(id)).containsEntry("webhooks", "waiting");
        api.deliveries().add(new DeliveryState("ep_3", Kind.PARKED, 8, made, null));
        api.parked().park(List.of(parkedAt("ep_3", id)));
        assertThat(states(id)).containsEntry("webhooks", "parked");

        JsonNode endpoints = api.get("/api/v1/event/" + id).at("/sinks/0/endpoints");
        assertThat(endpoints).hasSize(3);
        assertThat(endpoints.get(0).toString())
                .isEqualTo(
                        "{\"endpoint\":\"ep_1\",\"state\":\"delivered\",\"at\":\""
                                + made
                                + "\",\"attempts\":1}");
        assertThat(endpoints.get(1).path("nextAttemptAt").asText())
                .isEqualTo(made.plusSeconds(5).toString());
        assertThat(endpoints.get(2).path("parkedId").asText()).isEqualTo("park_1");
        assertThat(endpoints.get(2).path("reason").asText()).isEqualTo("exhausted");
    }

    @Test
    void showsTheRequestOfEachOfSeveralEventsThatCameInByIt() {
        byte[] body = "[{\"n\":1},{\"n\":2}]".getBytes(StandardCharsets.UTF_8);
        RawRequest raw =
                new RawRequest("POST", "/in/test", "a=1", List.of(new Header("X-Id", "7")), body);
        UUID shared = api.log().requests().keep(DedupeKey.of("test/request", body), raw);
        for (String data : List.of("{\"n\":1}", "{\"n\":2}")) {
            Event event = event("a.part", null, Event.JSON, data.getBytes(StandardCharsets.UTF_8));
            api.log().outbox().append(new Candidate(event, List.of(), null, shared)).join();
            JsonNode found = api.get("/api/v1/event/" + event.id());
            assertThat(found.path("data").toString()).isEqualTo(data);
            assertThat(found.path("request").path("path").asText()).isEqualTo("/in/test");
            assertThat(found.path("request").path("headers").toString()).contains("X-Id");
            assertThat(found.path("request").path("size").asInt()).isEqualTo(body.length);
            assertThat(api.http().get("/api/v1/event/" + event.id() + "/raw").body())
                    .isEqualTo("[{\"n\":1},{\"n\":2}]");
        }
    }

    private ParkedEvent parkedAt(String endpoint, String id) {
        return new ParkedEvent(
                "park_1",
                Owner.DEFAULT,
                "webhooks",
                endpoint,
                new EventId(id),
                new Position(1, 1),
                "a.one",
                ParkedEvent.Reason.EXHAUSTED,
                "8 attempts failed",
                8,
                made);
    }

    private Map<String, String> states(String id) {
        Map<String, String> states = new TreeMap<>();
        api.get("/api/v1/event/" + id)
                .path("sinks")
                .forEach(
                        sink ->
                                states.put(
                                        sink.path("sink").asText(), sink.path("state").asText()));
        return states;
    }

    private static void outage() {
        throw new IllegalStateException("it is away");
    }

    private static void refuse(Batch batch) {
        Map<Position, Refusal> refusals = new HashMap<>();
        batch.entries()
                .forEach(
                        entry ->
                                refusals.put(
                                        entry.position(),
                                        new Refusal(ParkedEvent.Reason.TOO_LARGE, "2 MB")));
        throw new Refused(refusals);
    }

    private List<String> chosen(String query) {
        return ApiServer.ids(api.get("/api/v1/event?" + query));
    }

    private static String next(JsonNode page) {
        return "/api/v1/event?limit=3&iterator=" + page.path("iterator").asText();
    }

    private static String previous(JsonNode page) {
        return "/api/v1/event?limit=3&iterator=" + page.path("prevIterator").asText();
    }

    private EventId newId() {
        made = made.plusSeconds(1);
        return EventId.next(new Ksuid(() -> made, random));
    }

    private String append(String type, String subject) {
        return append(event(type, subject, Event.JSON, "{\"n\":1}".getBytes()), null);
    }

    private String appendWebhook(byte[] body) {
        RawRequest raw =
                new RawRequest(
                        "POST",
                        "/in/razorpay",
                        "a=1&token=hunter2",
                        List.of(
                                new Header("Content-Type", "text/html"),
                                new Header("X-Razorpay-Signature", "sig0"),
                                new Header("Authorization", "Bearer hunter2"),
                                new Header("X-Gitlab-Token", "hunter2"),
                                new Header("Cookie", "s=hunter2")),
                        body);
        return append(event("a.webhook", null, "text/html", body), raw);
    }

    private String append(Event event, RawRequest raw) {
        return api.log().outbox().append(new Candidate(event, List.of(), raw)).join().id().value();
    }

    private Event event(String type, String subject, String contentType, byte[] data) {
        return new Event(
                newId(),
                Owner.DEFAULT,
                type,
                "/in/test",
                subject,
                made,
                contentType,
                data,
                "key",
                Priority.NORMAL,
                null,
                null);
    }
}
