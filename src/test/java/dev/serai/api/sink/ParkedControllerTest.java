package dev.serai.api.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.event.ApiServer;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvent.Reason;
import dev.serai.parked.Replayer;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ParkedControllerTest {

    private final Random random = new Random(5);
    private final List<String> replayed = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-04T10:00:00Z");
    private ApiServer api;

    @BeforeEach
    void start() {
        api =
                new ApiServer(
                        List.of(new KafkaReplayer()),
                        ParkedController.class,
                        ReplayController.class);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsWithFiltersAndPages() {
        ParkedEvent kafka = park("kafka", null, Reason.TOO_LARGE);
        ParkedEvent hook = park("webhooks", "ep_1", Reason.EXHAUSTED);
        parkForAnotherTenant();

        assertThat(chosen("")).containsExactly(hook.id(), kafka.id());
        assertThat(chosen("sink=kafka")).containsExactly(kafka.id());
        assertThat(chosen("endpoint=ep_1")).containsExactly(hook.id());
        assertThat(chosen("reason=too-large")).containsExactly(kafka.id());
        assertThat(chosen("type=razorpay.**&project=default")).hasSize(2);
        JsonNode first = api.get("/api/v1/parked?limit=1");
        assertThat(first.path("done").asBoolean()).isFalse();
        assertThat(chosen("limit=1&iterator=" + first.path("iterator").asText()))
                .containsExactly(kafka.id());
    }

    @Test
    void showsOneWithItsReason() {
        ParkedEvent event = park("kafka", null, Reason.TOO_LARGE);

        JsonNode shown = api.get("/api/v1/parked/" + event.id());

        assertThat(shown.path("eventId").asText()).isEqualTo(event.event().value());
        assertThat(shown.path("reason").asText()).isEqualTo("too-large");
        assertThat(shown.path("detail").asText()).isEqualTo("why");
        assertThat(shown.path("position").asText()).isEqualTo("2-9");
        assertThat(shown.path("parkedAt").asText()).isEqualTo(event.parkedAt().toString());
        assertThat(shown.has("endpoint")).isFalse();
    }

    @Test
    void replaysOne() {
        ParkedEvent event = park("kafka", null, Reason.TOO_LARGE);

        HttpResponse<String> response =
                api.http().post("/api/v1/parked/" + event.id() + "/replay", "");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(ApiServer.json(response.body()).has("replayRequestedAt")).isTrue();
        assertThat(replayed).containsExactly(event.id());
    }

    @Test
    void replaysManyOldestFirstAndOnlyOnce() {
        ParkedEvent first = park("kafka", null, Reason.TOO_LARGE);
        ParkedEvent second = park("kafka", null, Reason.TOO_LARGE);
        park("kafka", null, Reason.REFUSED);

        String filter = "{\"sink\":\"kafka\",\"reason\":\"too-large\"}";
        JsonNode answer = bulk(filter);
        JsonNode again = bulk(filter);

        assertThat(answer.path("requested").asInt()).isEqualTo(2);
        assertThat(answer.path("done").asBoolean()).isTrue();
        assertThat(replayed).containsExactly(first.id(), second.id());
        assertThat(again.path("requested").asInt()).isZero();
    }

    @Test
    void tellsWhichCannotBeReplayedAndGoesOn() {
        ParkedEvent broken = park("kafka", "broken", Reason.REFUSED);
        ParkedEvent orphan = park("gone", null, Reason.REFUSED);
        ParkedEvent fine = park("kafka", null, Reason.REFUSED);

        JsonNode answer = bulk("{\"all\":true}");

        assertThat(answer.path("requested").asInt()).isEqualTo(1);
        assertThat(replayed).containsExactly(fine.id());
        assertThat(answer.path("failed").toString())
                .contains(broken.id(), "mend_first", orphan.id(), "not_replayable");
    }

    @Test
    void looksAtABoundedNumberAndGoesOnFromItsIterator() {
        List<ParkedEvent> many = new ArrayList<>();
        for (int i = 0; i < ReplayController.LOOKED_AT_MAX + 2; i++) {
            many.add(event(Owner.DEFAULT, "kafka", null, Reason.REFUSED));
        }
        api.parked().park(many);

        JsonNode first = bulk("{\"all\":true}");
        JsonNode rest =
                bulk("{\"all\":true,\"iterator\":\"" + first.path("iterator").asText() + "\"}");

        assertThat(first.path("requested").asInt()).isEqualTo(ReplayController.LOOKED_AT_MAX);
        assertThat(first.path("done").asBoolean()).isFalse();
        assertThat(rest.path("requested").asInt()).isEqualTo(2);
        assertThat(rest.path("done").asBoolean()).isTrue();
        assertThat(replayed).hasSize(many.size());
    }

    @Test
    void refusesAFilterThatIsEmptyOrWrong() {
        for (String wrong :
                List.of(
                        "{}",
                        "{\"all\":false}",
                        "{\"snik\":\"kafka\"}",
                        "{\"reason\":\"bored\"}",
                        "{\"type\":\"a..b\"}",
                        "{\"project\":\"nowhere\"}",
                        "[]")) {
            assertThat(replay(wrong)).as(wrong).isEqualTo(400);
        }
        assertThat(replay("{\"sink\":\"none\"}")).isEqualTo(202);
    }

    private int replay(String filter) {
        return api.http().post("/api/v1/parked/replay", filter).statusCode();
    }

    @Test
    void namesTheMemberOfAFilterThatThereIsNone() {
        assertThat(
                        api.http()
                                .post("/api/v1/parked/replay", "{\"all\":true,\"snik\":\"kafka\"}")
                                .body())
                .contains("\"detail\":\"/snik: there is no such field here\"")
                .contains("\"pointer\":\"/snik\"");
    }

    @Test
    void doesNotKnowWhatIsNotThereOrNotItsOwn() {
        ParkedEvent foreign = parkForAnotherTenant();

        assertThat(api.http().get("/api/v1/parked/park_x").statusCode()).isEqualTo(404);
        assertThat(api.http().get("/api/v1/parked/" + foreign.id()).statusCode()).isEqualTo(404);
        assertThat(api.http().post("/api/v1/parked/" + foreign.id() + "/replay", "").statusCode())
                .isEqualTo(404);
        assertThat(bulk("{\"all\":true}").path("requested").asInt()).isZero();
        assertThat(api.http().get("/api/v1/parked?raeson=refused").statusCode()).isEqualTo(400);
    }

    private JsonNode bulk(String body) {
        HttpResponse<String> response = api.http().post("/api/v1/parked/replay", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return ApiServer.json(response.body());
    }

    private List<String> chosen(String query) {
        return ApiServer.ids(api.get("/api/v1/parked?" + query));
    }

    private ParkedEvent park(String sink, String endpoint, Reason reason) {
        ParkedEvent event = event(Owner.DEFAULT, sink, endpoint, reason);
        api.parked().park(List.of(event));
        return event;
    }

    private ParkedEvent parkForAnotherTenant() {
        ParkedEvent event =
                event(
                        new Owner(new TenantId("other"), ProjectId.DEFAULT),
                        "kafka",
                        null,
                        Reason.REFUSED);
        api.parked().park(List.of(event));
        return event;
    }

    private ParkedEvent event(Owner owner, String sink, String endpoint, Reason reason) {
        now = now.plusSeconds(1);
        Ksuid ksuid = new Ksuid(() -> now, random);
        return new ParkedEvent(
                "park_" + ksuid.next(),
                owner,
                sink,
                endpoint,
                EventId.next(ksuid),
                new Position(2, 9),
                "razorpay.payment.failed",
                reason,
                "why",
                1,
                now);
    }

    /** Asks the relay, as a sink does whose events go through it. */
    private final class KafkaReplayer implements Replayer {

        @Override
        public boolean replays(ParkedEvent event) {
            return event.sink().equals("kafka");
        }

        @Override
        public void replay(ParkedEvent event) {
            if (event.endpoint() != null) {
                throw new ProblemException(
                        Problem.of(409, "mend_first", "Mend first", "It is broken."));
            }
            replayed.add(event.id());
            api.parked().requestReplay(event.id());
        }
    }
}
