package dev.serai.api.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.endpoint.OutboundApi.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client asks for is in effect, or it is told: nothing is passed over in silence. */
final class UnknownFieldsTest {

    private static final String ENDPOINTS = "/api/v1/app/default/endpoint";

    private static OutboundApi api;

    @BeforeAll
    static void start() {
        api = new OutboundApi(Duration.ofHours(1));
        api.post(ENDPOINTS, "{\"url\": \"https://example.invalid\", \"uid\": \"there\"}");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/api/v1/app|{'name': 'A', 'unknown': true}|/unknown",
                "POST|/api/v1/app|{'name': 'A', 'a/b~': null}|/a~1b~0",
                "POST|/api/v1/app|{'name': 'A', 'throttleRate': 7}|/throttleRate",
                "POST|/api/v1/app|{'name': 'A', 'rateLimit': 7}|/rateLimit",
                "POST|/api/v1/app|{'name': 'A', 'rateLimit': -1}|/rateLimit",
                "PUT|/api/v1/app/x|{'name': 'A', 'Name': 'A'}|/Name",
                "PATCH|/api/v1/app/default|{'nmae': 'A'}|/nmae",
                "POST|endpoint|{'url': 'https://example.invalid', 'disable': true}|/disable",
                "POST|endpoint|{'url': 'https://example.invalid', 'version': 2}|/version",
                "POST|endpoint|{'url': 'https://example.invalid', 'rateLimit': -1}|/rateLimit",
                "POST|endpoint|{'url': 'https://example.invalid', 'rateLimit': 1, 'throttleRate': 2}|/rateLimit",
                "POST|endpoint|{'url': 'https://example.invalid', 'headers': {'Host': 'a'}}|/headers/Host",
                "PUT|endpoint/there|{'url': 'https://example.invalid', 'x': 1}|/x",
                "PUT|endpoint/there|{'url': 'https://example.invalid', 'secret': 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'}|/secret",
                "PATCH|endpoint/there|{'secret': 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'}|/secret",
                "PATCH|endpoint/there|{'eventType': ['a']}|/eventType",
                "PUT|endpoint/there/headers|{'header': {}}|/header",
                "PATCH|endpoint/there/headers|{'X-One': '1'}|/X-One",
                "POST|/api/v1/app/default/msg|{'eventType': 'a', 'payload': {}, 'channel': 'a'}|/channel",
                "POST|/api/v1/app/default/msg|{'eventType': 'a', 'payload': {}, 'deliverAt': '2030-01-01T00:00:00Z'}|/deliverAt",
                "POST|/api/v1/app/nobody/msg|{'eventType': 'a', 'payload': {}, 'application': {'name': 'a', 'uid': 'b'}}|/application/uid",
                "POST|/api/v1/event-type|{'name': 'a', 'description': '', 'schema': {}}|/schema",
                "POST|/api/v1/event-type|{'name': 'a b', 'description': ''}|/name",
                "POST|/api/v1/event-type|{'name': 'a'}|/description",
                "POST|endpoint/there/replay-missing|{'since': '2020-01-01T00:00:00Z', 'channel': 'a'}|/channel",
                "POST|endpoint/there/bulk-replay|{'since': '2020-01-01T00:00:00Z', 'rate': 0}|/rate",
                "POST|endpoint/there/bulk-replay|{'since': '2020-01-01T00:00:00Z', 'status': 9}|/status",
                "POST|endpoint/there/recover|{'until': '2020-01-01T00:00:00Z'}|/since",
                "POST|endpoint/there/send-example|{'eventType': 'nobody.knows'}|/eventType",
                "POST|/api/v1/auth/app-portal-access/default|{'expiry': 0}|/expiry",
                "POST|/api/v1/auth/app-portal-access/default|{'capabilities': ['Everything']}|/capabilities/0",
                "POST|/api/v1/app/default/msg|{'eventType': 'a', 'payload': {}, 'payloadRetentionPeriod': 5}|/payloadRetentionPeriod",
            })
    void namesWhatIsNotInEffect(String method, String path, String body, String pointer) {
        Answer answer =
                api.send(
                        method, path.replaceFirst("^endpoint", ENDPOINTS), body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(pointer);
        assertThat(answer.body()).doesNotContain("whsec_");
    }

    @Test
    void takesWhatClientsSendByDefault() {
        Answer endpoint =
                api.post(
                        ENDPOINTS,
                        """
                        {"url": "https://example.invalid", "uid": "all", "version": 1, "secret": null,
                         "description": "", "disabled": false, "eventTypes": null, "channels": null,
                         "metadata": {}, "rateLimit": 9, "headers": {"X-One": "1"}}
                        """);
        assertThat(endpoint.status()).as(endpoint.body()).isEqualTo(201);
        assertThat(endpoint.json().path("throttleRate").asInt()).isEqualTo(9);
        assertThat(
                        api.get(ENDPOINTS + "/all/headers")
                                .json()
                                .path("headers")
                                .path("X-One")
                                .asText())
                .isEqualTo("1");
        String again =
                "{\"url\": \"https://example.invalid/2\", \"uid\": \"all\", \"secret\": null}";
        assertThat(api.send("PUT", ENDPOINTS + "/all", again).status()).isEqualTo(200);
        assertThat(api.get(ENDPOINTS + "/all/headers").body()).contains("X-One");
        Answer message =
                api.post(
                        "/api/v1/app/default/msg",
                        """
                        {"eventType": "a.b", "payload": {}, "eventId": null, "channels": null,
                         "payloadRetentionPeriod": 90, "tags": [], "application": null,
                         "transformationsParams": {}}
                        """);
        assertThat(message.status()).as(message.body()).isEqualTo(202);
    }

    @Test
    void takesAMessageUpToTheLimitOfTheFrontDoor() {
        assertThat(api.post("/api/v1/app/default/msg", message(0)).status()).isEqualTo(202);
        Answer over = api.post("/api/v1/app/default/msg", message(1));
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.text("code")).isEqualTo("too_large");
        assertThat(over.text("detail")).contains("20000 bytes");
    }

    @Test
    void refusesAMessageWhosePayloadCouldNotBeCutOut() {
        String marked = "\uFEFF{\"eventType\": \"a.b\", \"payload\": {}}";
        assertThat(api.post("/api/v1/app/default/msg", marked).text("code"))
                .isEqualTo("unreadable_body");
    }

    /** A message that is so many bytes too long. */
    private static String message(int over) {
        String frame = "{\"eventType\": \"a.b\", \"payload\": {\"a\": \"\"}}";
        int length =
                OutboundApi.BODY_BYTES_MAX + over - frame.getBytes(StandardCharsets.UTF_8).length;
        return frame.replace("\"\"}", "\"" + "a".repeat(length) + "\"}");
    }
}
