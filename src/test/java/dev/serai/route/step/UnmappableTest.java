package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.event.EventId;
import dev.serai.ingress.mapped.UnmappedWebhooks;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.problem.ProblemException;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.tenant.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An authentic webhook that cannot be made an event is not lost. */
class UnmappableTest {

    private static final String TICKET = "{\"ticket\":7}";

    @TempDir private Path folder;
    private TestHub hub;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void keepsItParksItAndMakesItTheEventItWasPromisedWhenTheMappingIsMended() {
        hub = TestHub.start(routes("type: .kind"), "serai.secrets.tickets=s");
        HttpResponse<String> answer = send(TICKET);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"duplicate\":false");
        EventId id = id(answer);

        ParkedEvent parked = parked(id);
        assertThat(parked.reason()).isEqualTo(ParkedEvent.Reason.UNMAPPABLE);
        assertThat(parked.type()).isEqualTo("tickets");
        assertThat(parked.detail()).isEqualTo("the body has no type where the source looks for it");
        UnmappedWebhooks.Unmapped kept =
                hub.bean(UnmappedWebhooks.class).find(TenantId.DEFAULT, id).orElseThrow();
        assertThat(kept.request().body()).isEqualTo(TICKET.getBytes(StandardCharsets.UTF_8));
        assertThat(kept.request().headers()).anyMatch(h -> h.name().equals("x-signature"));
        assertThat(send(TICKET).body()).isEqualTo("{\"id\":\"" + id + "\",\"duplicate\":true}");
        assertThat(count("serai.unmapped")).isEqualTo(1);

        assertThatThrownBy(() -> replayer().replay(parked))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the body has no type");
        assertThat(parked(id).attempts()).isEqualTo(2);
        assertThat(count("serai.event")).isZero();

        hub =
                hub.startAgain(
                        routes("type: '\"opened\"', subject: .ticket"), "serai.secrets.tickets=s");
        assertThat(send(TICKET).body()).isEqualTo("{\"id\":\"" + id + "\",\"duplicate\":true}");
        replayer().replay(parked(id));
        assertThat(
                        hub.jdbc()
                                .sql("select id, type, subject, source from serai.event")
                                .query()
                                .singleRow())
                .containsEntry("id", id.value())
                .containsEntry("type", "tickets.opened")
                .containsEntry("subject", "7")
                .containsEntry("source", "/in/tickets");
        assertThat(count("serai.parked")).isZero();
        assertThat(count("serai.unmapped")).isZero();
        assertThat(send(TICKET).body()).isEqualTo("{\"id\":\"" + id + "\",\"duplicate\":true}");
        assertThat(count("serai.event")).isEqualTo(1);
    }

    @Test
    void replaysTwiceWithoutDoublingIt() {
        hub = TestHub.start(routes("type: .kind"), "serai.secrets.tickets=s");
        EventId id = id(send(TICKET));
        ParkedEvent parked = parked(id);
        hub.jdbc().sql("create table kept as select * from serai.unmapped").update();
        hub = hub.startAgain(routes("type: '\"opened\"'"), "serai.secrets.tickets=s");
        replayer().replay(parked);
        hub.jdbc().sql("insert into serai.unmapped select * from kept").update();
        replayer().replay(parked);
        assertThat(count("serai.event")).isEqualTo(1);
        assertThat(count("serai.unmapped")).isZero();
    }

    @Test
    void doesNotReplayWhatSomebodyElseReplays() {
        hub = TestHub.start(routes("type: .kind"), "serai.secrets.tickets=s");
        ParkedEvent parked = parked(id(send(TICKET)));
        hub = hub.startAgain(routes("type: '\"opened\"'"), "serai.secrets.tickets=s");
        hub.jdbc().sql("update serai.unmapped set replayed_at = now()").update();
        assertThatThrownBy(() -> replayer().replay(parked))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("already");
        hub.jdbc()
                .sql("update serai.unmapped set replayed_at = now() - interval '2 minutes'")
                .update();
        replayer().replay(parked);
        assertThat(count("serai.event")).isEqualTo(1);
    }

    @Test
    void doesNotReplayThroughASourceThatDoesNotRun() {
        hub = TestHub.start(routes("type: .kind"), "serai.secrets.tickets=s");
        ParkedEvent parked = parked(id(send(TICKET)));
        hub = hub.startAgain(routes("type: .kind"));
        assertThatThrownBy(() -> replayer().replay(parked))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not run");
        assertThat(count("serai.unmapped")).isEqualTo(1);
    }

    @Test
    void keepsItWhenAStepOfTheUsersFails() {
        hub =
                TestHub.start(
                        steps(
                                "throwException: {message: boom, exceptionType:"
                                        + " java.lang.IllegalStateException}",
                                "to: ingress:append"),
                        "serai.secrets.tickets=s");
        assertThat(parked(id(send(TICKET))).detail()).isEqualTo("boom");
    }

    @Test
    void keepsItWhenTheMappingHasNoEnd() {
        hub =
                TestHub.start(
                        routes("type: '[range(1e9)] | length | tostring'"),
                        "serai.secrets.tickets=s");
        assertThat(parked(id(send(TICKET))).detail())
                .isEqualTo("the mapping works too long or makes too much");
        assertThat(count("serai.event")).isZero();
    }

    @Test
    void keepsItWhenTheRouteEndsWithoutAppending() {
        hub = TestHub.start(steps("log: seen"), "serai.secrets.tickets=s");
        assertThat(parked(id(send(TICKET))).detail())
                .contains("the route ended without ingress:append");
    }

    @Test
    void keepsItWhenTheEventIsNotAnEvent() {
        hub =
                TestHub.start(
                        steps(
                                "setVariable: {name: event, constant: '{\"type\":\"a\","
                                        + "\"partition_key\":\"k\"}'}",
                                "to: ingress:append"),
                        "serai.secrets.tickets=s");
        assertThat(parked(id(send(TICKET))).detail())
                .isEqualTo("an event has no member of that name: \"partition_key\"");
    }

    @Test
    void letsTheEventStandWhenAStepAfterItFails() {
        hub =
                TestHub.start(
                        steps(
                                "setVariable: {name: event, constant: '{\"type\":\"a\"}'}",
                                "to: ingress:append",
                                "to: ingress:append"),
                        "serai.secrets.tickets=s");
        HttpResponse<String> answer = send(TICKET);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(count("serai.event")).isEqualTo(1);
        assertThat(count("serai.unmapped")).isZero();
    }

    @Test
    void takesTheBodyThatTheRouteMadeAsTheData() {
        hub =
                TestHub.start(
                        steps(
                                "setVariable: {name: event, constant: '{\"type\":\"a\"}'}",
                                "setBody: {jq: {expression: '{no: .ticket}'} }",
                                "to: ingress:append"),
                        "serai.secrets.tickets=s");
        send(TICKET);
        var event = hub.jdbc().sql("select data, raw_body from serai.event").query().singleRow();
        assertThat(event.get("data")).isEqualTo("{\"no\":7}".getBytes(StandardCharsets.UTF_8));
        assertThat(event.get("raw_body")).isEqualTo(TICKET.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void acceptsNothingThroughARouteThatDoesNotVerify() {
        TestHub.shippedRoutes(folder);
        TestHub.write(
                folder.resolve("sources/open.camel.yaml"),
                """
                - route:
                    id: open
                    from:
                      uri: platform-http:/in/open
                      steps:
                        - filter:
                            simple: "${header.who} == 'nobody'"
                            steps:
                              - to: {uri: "ingress:verify", parameters: {source: open, secret: "{{secret:razorpay}}", signature: header:X}}
                        - setVariable: {name: event, constant: '{"type":"a"}'}
                        - to: ingress:append
                """);
        hub = TestHub.start(folder);
        HttpResponse<String> answer =
                new Sender(hub)
                        .send(new Sender(hub).to("/in/open").POST(BodyPublishers.ofString(TICKET)));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("source_broken").doesNotContain("ingress:");
        assertThat(count("serai.event") + count("serai.unmapped")).isZero();
    }

    private Path steps(String... steps) {
        return routes("type: .ticket | tostring", steps);
    }

    private Path routes(String mapping, String... steps) {
        if (!folder.resolve("connectors").toFile().exists()) {
            TestHub.shippedRoutes(folder);
        }
        List<String> all = steps.length == 0 ? List.of("to: ingress:append") : List.of(steps);
        TestHub.write(
                folder.resolve("sources/tickets.camel.yaml"),
                """
                - route:
                    id: tickets
                    from:
                      uri: kamelet:webhook-source
                      parameters:
                        source: tickets
                        secret: "{{secret:tickets}}"
                        signature: header:X-Signature
                        %s
                      steps:
                        - %s
                """
                        .formatted(
                                mapping.replace(", subject", "\n        subject"),
                                String.join("\n        - ", all)));
        return folder;
    }

    private HttpResponse<String> send(String body) {
        Sender sender = new Sender(hub);
        return sender.send(
                sender.to("/in/tickets")
                        .header(
                                "X-Signature",
                                Sender.hmac("s", body.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString(body)));
    }

    private Replayer replayer() {
        return hub.bean(Replayer.class);
    }

    private ParkedEvent parked(EventId id) {
        List<ParkedEvent> found = hub.bean(ParkedEvents.class).findByEvent(TenantId.DEFAULT, id);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    private static EventId id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new EventId(answer.body().replaceFirst("^.*\"id\":\"(\\w+)\".*$", "$1"));
    }
}
