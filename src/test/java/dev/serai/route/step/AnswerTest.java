package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Doors;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.Routes;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source may answer what its provider wants to hear, and take forms. */
class AnswerTest {

    private static final String TYPED = "{type: .kind}";

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        source(folder, "empty", TYPED, Doors.step("answer", "status: 204"));
        source(
                folder,
                "phone",
                TYPED,
                Doors.step("answer", "body: '<Response/>'", "contentType: text/xml"));
        source(folder, "bare", "[]", Doors.step("answer", "body: '[accepted]'"));
        source(folder, "form", "{type: .kind, subject: (.item | tostring)}", "to: ingress:form");
        Doors.source(folder, "rude", Doors.step("answer", "status: 302"));
        Doors.source(folder, "wordy", Doors.step("answer", "status: 204", "body: x"));
        Doors.source(folder, "odd", Doors.step("answer", "contentType: 'a\\r\\nb'"));
        Doors.source(folder, "unknown", Doors.step("answer", "cookie: x"));
        hub = TestHub.start(folder);
        sender = new Sender(hub);
    }

    private static void source(Path folder, String name, String jq, String step) {
        Doors.source(folder, name, Doors.verify(name), step, Doors.map(jq), "to: ingress:append");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void answersNothingWhereNothingIsWanted() {
        // New, a copy, and one that cannot be mapped.
        for (String body : List.of("{\"kind\":\"a\"}", "{\"kind\":\"a\"}", "{\"kind\":7.5}")) {
            HttpResponse<String> answer = Doors.send(sender, "/in/empty", body);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().map()).doesNotContainKeys("content-type", "set-cookie");
        }
    }

    @Test
    void answersInTheProvidersOwnWords() {
        HttpResponse<String> answer = Doors.send(sender, "/in/phone", "{\"kind\":\"b\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<Response/>");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/xml");
        answer = Doors.send(sender, "/in/bare", "{}");
        assertThat(answer.body()).isEqualTo("[accepted]");
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("text/plain;charset=UTF-8");
    }

    @Test
    void saysWhatIsWrongInItsOwnWordsAllTheSame() {
        HttpResponse<String> answer =
                sender.send(
                        Doors.signed(sender, "/in/empty", "{}".getBytes(StandardCharsets.UTF_8))
                                .setHeader("X-Signature", "00"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("signature_invalid");
    }

    @Test
    void makesAFormAnObject() {
        byte[] form =
                "kind=Call.Made&item=a+b&item=%C3%BC%2B&&flag&pct=100%25%zz&=none"
                        .getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> answer = form(form);
        assertThat(answer.statusCode()).isEqualTo(200);
        var event =
                hub.jdbc()
                        .sql(
                                """
                                select convert_from(data, 'UTF8') as data, raw_body, subject,
                                    data_content_type from serai.event where source = '/in/form'
                                """)
                        .query()
                        .singleRow();
        assertThat(event)
                .containsEntry(
                        "data",
                        "{\"kind\":\"Call.Made\",\"item\":[\"a b\",\"\u00fc+\"],\"flag\":\"\","
                                + "\"pct\":\"100%%zz\",\"\":\"none\"}")
                .containsEntry("subject", "[\"a b\",\"\u00fc+\"]")
                .containsEntry("data_content_type", "application/json")
                .containsEntry("raw_body", form);
    }

    @Test
    void keepsAFormThatIsNone() {
        assertThat(parkedBy("kind=%ff".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("the body is no form: a field of it is not UTF-8");
        assertThat(parkedBy("a=1&".repeat(1_001).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("the body is no form: it has more than 1000 fields");
    }

    private static String parkedBy(byte[] form) {
        String id = form(form).body().replaceFirst("^.*\"id\":\"(\\w+)\".*$", "$1");
        return hub.jdbc()
                .sql("select detail from serai.parked where event_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static HttpResponse<String> form(byte[] body) {
        return sender.send(
                Doors.signed(sender, "/in/form", body)
                        .header(
                                "Content-Type",
                                "application/x-www-form-urlencoded; charset=UTF-8"));
    }

    @Test
    void startsNoSourceWhoseAnswerIsNone() {
        assertThat(
                        hub.bean(Routes.class).status().stream()
                                .filter(status -> !status.started())
                                .map(status -> status.id() + ": " + status.fault()))
                .satisfiesExactlyInAnyOrder(
                        rude -> assertThat(rude).contains("status is a number from 200 to 299"),
                        wordy -> assertThat(wordy).contains("status 204 has no body"),
                        odd -> assertThat(odd).contains("contentType is a media type"),
                        unknown -> assertThat(unknown).contains("cookie"));
    }
}
