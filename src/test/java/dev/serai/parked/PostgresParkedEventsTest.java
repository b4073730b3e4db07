package dev.serai.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.TypePattern;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent.Reason;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresParkedEventsTest {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    private static final TenantId OTHER_TENANT = new TenantId("other");

    private final Random random = new Random(7);
    private TestDatabase database;
    private ParkedEvents parked;
    private Instant now = START;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        parked = new PostgresParkedEvents(JdbcClient.create(database.dataSource()), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsWhatWasParkedForItsTenantOnly() {
        ParkedEvent event = event("kafka", Reason.TOO_LARGE);
        parked.park(List.of(event));

        assertThat(parked.find(TenantId.DEFAULT, event.id())).contains(event);
        assertThat(parked.find(OTHER_TENANT, event.id())).isEmpty();
        assertThat(parked.findByEvent(TenantId.DEFAULT, event.event())).containsExactly(event);
        assertThat(parked.findByEvent(OTHER_TENANT, event.event())).isEmpty();
    }

    @Test
    void keepsAWebhookThatHasNoPlaceInTheLogYet() {
        ParkedEvent webhook =
                new ParkedEvent(
                        id(),
                        Owner.DEFAULT,
                        ParkedEvent.INGRESS,
                        null,
                        eventId(),
                        null,
                        "razorpay",
                        Reason.UNMAPPABLE,
                        "no \0event in it",
                        1,
                        now);
        parked.park(List.of(webhook));

        ParkedEvent found = parked.find(TenantId.DEFAULT, webhook.id()).orElseThrow();
        assertThat(found.position()).isNull();
        assertThat(found.detail()).isEqualTo("no event in it");
    }

    @Test
    void parkingAgainKeepsTheIdAndEndsTheReplay() {
        ParkedEvent first = event("kafka", Reason.TOO_LARGE);
        parked.park(List.of(first));
        parked.requestReplay(first.id());

        ParkedEvent again =
                new ParkedEvent(
                        id(),
                        first.owner(),
                        "kafka",
                        null,
                        first.event(),
                        first.position(),
                        first.type(),
                        Reason.REFUSED,
                        "again",
                        2,
                        now.plusSeconds(5));
        parked.park(List.of(again, again));

        ParkedEvent found = parked.find(TenantId.DEFAULT, first.id()).orElseThrow();
        assertThat(found.reason()).isEqualTo(Reason.REFUSED);
        assertThat(found.attempts()).isEqualTo(2);
        assertThat(found.replayRequestedAt()).isNull();
        assertThat(parked.find(TenantId.DEFAULT, again.id())).isEmpty();
    }

    @Test
    void oneEventIsParkedOncePerSinkAndEndpoint() {
        EventId event = eventId();
        parked.park(
                List.of(
                        parked("webhooks", "ep_1", event),
                        parked("webhooks", "ep_2", event),
                        parked("kafka", null, event)));

        assertThat(parked.findByEvent(TenantId.DEFAULT, event))
                .extracting(ParkedEvent::sink, ParkedEvent::endpoint)
                .containsExactly(
                        tuple("kafka", null), tuple("webhooks", "ep_1"), tuple("webhooks", "ep_2"));
    }

    @Test
    void listsNewestFirstAndPagesBothWays() {
        List<ParkedEvent> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(1);
            all.addFirst(event("kafka", Reason.REFUSED));
        }
        parked.park(all);
        ParkedFilter filter = ParkedFilter.all(TenantId.DEFAULT);

        assertThat(parked.older(filter, null, 2)).isEqualTo(all.subList(0, 2));
        assertThat(parked.older(filter, all.get(1).id(), 2)).isEqualTo(all.subList(2, 4));
        assertThat(parked.newer(filter, all.get(3).id(), 2))
                .containsExactly(all.get(2), all.get(1));
        assertThat(parked.older(ParkedFilter.all(OTHER_TENANT), null, 10)).isEmpty();
    }

    @Test
    void filtersBySinkEndpointReasonTypeAndProject() {
        ParkedEvent kafka = event("kafka", Reason.REFUSED);
        ParkedEvent hook = parked("webhooks", "ep_1", eventId());
        parked.park(List.of(kafka, hook));

        assertThat(chosen(null, "kafka", null, null, null)).containsExactly(kafka);
        assertThat(chosen(null, null, "ep_1", null, null)).containsExactly(hook);
        assertThat(chosen(null, null, null, Reason.EXHAUSTED, null)).containsExactly(hook);
        assertThat(chosen(null, null, null, null, "razorpay.**")).containsExactly(hook, kafka);
        assertThat(chosen(null, null, null, null, "github.**")).isEmpty();
        assertThat(chosen("default", null, null, null, null)).hasSize(2);
        assertThat(chosen("elsewhere", null, null, null, null)).isEmpty();
    }

    @Test
    void handsARequestedReplayToTheSinkThatHasTheShard() {
        ParkedEvent first = event("kafka", Reason.REFUSED);
        ParkedEvent second = event("kafka", Reason.REFUSED);
        ParkedEvent untouched = event("kafka", Reason.REFUSED);
        parked.park(List.of(first, second, untouched));
        parked.requestReplay(second.id());
        now = now.plusSeconds(1);
        parked.requestReplay(first.id());

        assertThat(parked.replayRequested("kafka", List.of(3, 4), 10))
                .extracting(ParkedEvent::id)
                .containsExactly(second.id(), first.id());
        assertThat(parked.replayRequested("kafka", List.of(3, 4), 1)).hasSize(1);
        assertThat(parked.replayRequested("kafka", List.of(4), 10)).isEmpty();
        assertThat(parked.replayRequested("live", List.of(3), 10)).isEmpty();

        parked.remove(List.of(first.id(), second.id()));
        assertThat(parked.replayRequested("kafka", List.of(3), 10)).isEmpty();
    }

    @Test
    void countsBySinkAndReason() {
        parked.park(
                List.of(
                        event("kafka", Reason.REFUSED),
                        event("kafka", Reason.REFUSED),
                        event("kafka", Reason.TOO_LARGE)));

        assertThat(parked.counts())
                .containsExactly(
                        new ParkedCount("kafka", Reason.REFUSED, 2),
                        new ParkedCount("kafka", Reason.TOO_LARGE, 1));
    }

    private List<ParkedEvent> chosen(
            String project, String sink, String endpoint, Reason reason, String type) {
        return parked.older(
                new ParkedFilter(
                        TenantId.DEFAULT,
                        project == null ? null : new ProjectId(project),
                        sink,
                        endpoint,
                        reason,
                        type == null ? null : TypePattern.of(type)),
                null,
                10);
    }

    private ParkedEvent event(String sink, Reason reason) {
        return new ParkedEvent(
                id(),
                Owner.DEFAULT,
                sink,
                null,
                eventId(),
                new Position(3, 17),
                "razorpay.payment.captured",
                reason,
                "why",
                1,
                now);
    }

    private ParkedEvent parked(String sink, String endpoint, EventId event) {
        now = now.plusSeconds(1);
        return new ParkedEvent(
                id(),
                Owner.DEFAULT,
                sink,
                endpoint,
                event,
                new Position(1, 1),
                "razorpay.payment.failed",
                Reason.EXHAUSTED,
                "8 attempts failed",
                8,
                now);
    }

    private String id() {
        return "park_" + new Ksuid(() -> now, random).next();
    }

    private EventId eventId() {
        return EventId.next(new Ksuid(() -> now, random));
    }
}
