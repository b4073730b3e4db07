package dev.serai.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.event.ApiServer;
import dev.serai.outbox.TestLog;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import dev.serai.testing.SseClient;
import dev.serai.testing.SseClient.Block;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StreamControllerTest {

    private StreamServer hub;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void streamsWhatIsAppendedAsStructuredCloudEvents() {
        hub = new StreamServer();
        hub.append("old.event", "{}");
        try (SseClient client = hub.open("")) {
            Block hello = client.next();
            String id = hub.append("razorpay.payment.captured", "{\r\n \"n\": 1\n}");
            Block block = client.nextEvent();

            assertThat(hello.lastId()).isNotEmpty();
            assertThat(hello.data()).isNull();
            assertThat(block.event()).isEqualTo("razorpay.payment.captured");
            assertThat(block.lastId()).isNotEqualTo(hello.lastId());
            JsonNode event = ApiServer.json(block.data());
            assertThat(event.path("id").asText()).isEqualTo(id);
            assertThat(event.path("data").path("n").asInt()).isEqualTo(1);
            assertThat(event.path("position").asText()).endsWith("-2");
        }
    }

    @Test
    void keepsProxiesAndCachesFromHoldingEventsBack() {
        hub = new StreamServer();
        try (SseClient client = hub.open("")) {
            var headers = client.response().headers();

            assertThat(headers.firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
            assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void filtersByTypeProjectAndTenant() {
        hub = new StreamServer();
        hub.jdbc()
                .sql(
                        """
                        insert into serai.project (tenant, id, uid, name)
                        values ('default', 'app_1', 'shop', 'Shop')
                        """)
                .update();
        Owner shop = new Owner(TenantId.DEFAULT, new ProjectId("app_1"));
        Owner other = new Owner(new TenantId("other"), ProjectId.DEFAULT);
        try (SseClient all = hub.open("");
                SseClient types = hub.open("?types=razorpay.payment.*,%20github.**");
                SseClient project = hub.open("?project=shop")) {
            hub.log().append(TestLog.event(other, "github.push", "k", "{}"));
            String order = hub.append("razorpay.order.paid", "{}");
            String payment = hub.append("razorpay.payment.failed", "{}");
            String push =
                    hub.log().append(TestLog.event(shop, "github.push", "k", "{}")).id().value();

            assertThat(ids(all, 3)).containsExactlyInAnyOrder(order, payment, push);
            assertThat(ids(types, 2)).containsExactlyInAnyOrder(payment, push);
            assertThat(ids(project, 1)).containsExactly(push);
        }
    }

    @Test
    void beginsWhereItIsAskedTo() {
        hub = new StreamServer();
        String first = hub.append("a.one", "{}");
        Instant between =
                hub.jdbc()
                        .sql("select clock_timestamp()")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant();
        String second = hub.append("a.two", "{}");

        try (SseClient all = hub.open("?since=start");
                SseClient late = hub.open("?since=" + between)) {
            assertThat(ids(late, 1)).containsExactly(second);
            Block one = all.nextEvent();
            assertThat(id(one)).isEqualTo(first);
            try (SseClient after = hub.open("?since=" + one.lastId());
                    SseClient header = hub.resume("?since=start", one.lastId())) {
                assertThat(ids(after, 1)).containsExactly(second);
                assertThat(ids(header, 1)).containsExactly(second);
            }
        }
    }

    @Test
    void saysWhatAPlaceIs() {
        hub = new StreamServer();
        assertThat(hub.http().get("/api/v1/stream?since=msg_!").body())
                .contains("since: is not an id of this stream, nor start, nor a time of RFC 3339");
        assertThat(
                        hub.http()
                                .send(
                                        hub.http()
                                                .request("/api/v1/stream")
                                                .header("Last-Event-ID", "msg_!"))
                                .body())
                .contains("Last-Event-ID: is not an id of this stream");
        assertThat(hub.http().get("/api/v1/stream?since=9999-12-31T23:59:59Z").body())
                .contains("since: is a time that has not come yet");
    }

    @Test
    void givesAReaderWithoutEventsSignsOfLifeThatBringItForward() {
        hub = new StreamServer("serai.stream.heartbeat=200ms");
        try (SseClient client = hub.open("?types=wanted.**")) {
            Block hello = client.next();
            Block quiet = client.next();
            hub.append("unwanted.event", "{}");
            await().until(() -> !client.lastId().equals(hello.lastId()));

            assertThat(quiet.comment()).isEqualTo("hb");
            assertThat(quiet.lastId()).isEqualTo(hello.lastId());
            String place = client.lastId();
            String wanted = hub.append("wanted.event", "{}");
            assertThat(id(client.nextEvent())).isEqualTo(wanted);
            try (SseClient all = hub.resume("", place)) {
                assertThat(ids(all, 1)).containsExactly(wanted);
            }
        }
    }

    @Test
    void tellsAReaderThatItsPlaceIsKeptNoMoreAndGoesOnFromTheOldest() {
        hub = new StreamServer();
        String place;
        try (SseClient client = hub.open("")) {
            place = client.next().lastId();
        }
        hub.append("a.dropped", "{}");
        String kept = hub.append("a.kept", "{}");
        hub.jdbc().sql("delete from serai.event where type = 'a.dropped'").update();

        String after;
        try (SseClient client = hub.resume("", place)) {
            Block reset = client.nextEvent();
            after = reset.lastId();
            assertThat(reset.event()).isEqualTo("reset");
            assertThat(ApiServer.json(reset.data()).path("reason").asText()).isEqualTo("expired");
            assertThat(ApiServer.json(reset.data()).path("oldest").asText()).isEqualTo(after);
            assertThat(id(client.nextEvent())).isEqualTo(kept);
        }
        try (SseClient client = hub.resume("", after)) {
            assertThat(id(client.nextEvent())).isEqualTo(kept);
        }
    }

    @Test
    void tellsAReaderOfAnotherLogAndBeginsAtTheOldest() {
        hub = new StreamServer();
        String kept = hub.append("a.kept", "{}");
        String place;
        try (SseClient client = hub.open("")) {
            place = client.next().lastId();
        }
        hub.jdbc().sql("update serai.installation set incarnation = gen_random_uuid()").update();

        try (SseClient client = hub.resume("", place)) {
            Block reset = client.nextEvent();
            assertThat(reset.event()).isEqualTo("reset");
            assertThat(ApiServer.json(reset.data()).path("reason").asText())
                    .isEqualTo("another-log");
            assertThat(id(client.nextEvent())).isEqualTo(kept);
        }
    }

    @Test
    void saysByeWhenTheHubStopsAndGoesOnAfterwards() {
        hub = new StreamServer();
        try (SseClient client = hub.open("")) {
            client.next();
            String first = hub.append("a.one", "{}");
            assertThat(id(client.nextEvent())).isEqualTo(first);

            hub.restart();

            Block bye = client.nextEvent();
            assertThat(bye.event()).isEqualTo("bye");
            assertThat(bye.data()).contains("stopping");
            assertThat(client.next()).isSameAs(Block.END);
            String second = hub.append("a.two", "{}");
            try (SseClient again = hub.resume("", client.lastId())) {
                assertThat(ids(again, 1)).containsExactly(second);
            }
        }
    }

    @Test
    void turnsAwayMoreReadersThanItMayHaveUntilOneGoes() {
        hub = new StreamServer("serai.stream.readers-max=1", "serai.stream.heartbeat=50ms");
        SseClient first = hub.open("");
        first.next();

        HttpResponse<String> second = hub.http().get("/api/v1/stream");

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        assertThat(hub.counts().turnedAway).hasValue(1);
        first.close();
        await().until(() -> hub.readers() == 0);
        assertThat(hub.counts().closed).hasValue(1);
        try (SseClient third = hub.open("")) {
            assertThat(third.next().lastId()).isNotEmpty();
        }
    }

    @Test
    void needsTheKey() {
        hub = new StreamServer();
        var request = HttpRequest.newBuilder(hub.http().uri("/api/v1/stream"));

        assertThat(hub.http().send(request).statusCode()).isEqualTo(401);
    }

    private static Set<String> ids(SseClient client, int count) {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            ids.add(id(client.nextEvent()));
        }
        Block more = client.poll(Duration.ofMillis(300));
        assertThat(more == null || more.data() == null).as("nothing more").isTrue();
        return ids;
    }

    private static String id(Block block) {
        return ApiServer.json(block.data()).path("id").asText();
    }
}
