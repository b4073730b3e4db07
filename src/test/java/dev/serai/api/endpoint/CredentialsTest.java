package dev.serai.api.endpoint;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.endpoint.OutboundApi.Answer;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestTls;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint's receiver asks for beside signatures: set, shown without secrets, removed. */
final class CredentialsTest {

    private static final String ENDPOINT = "/api/v1/app/default/endpoint";
    private static final String OAUTH =
            """
            {"grantType": "clientCredentials", "authMethod": "clientSecretPost", "clientId": "hub",
             "clientSecret": "s3cr3t-text", "tokenUrl": "%s", "scopes": ["send"],
             "extraParams": {"audience": "hooks", "api_key": "s3cr3t-text"},
             "extraHeaders": {"X-Tenant": "shop"}}
            """;

    private static OutboundApi api;

    @BeforeAll
    static void start() {
        api = new OutboundApi(Duration.ofHours(1));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void anAccessTokenGoesWithWhatIsSentAndItsSecretIsShownToNobody() throws Exception {
        try (ScriptedReceiver server =
                        ScriptedReceiver.playing(
                                answers(200, Map.of(), "{\"access_token\": \"abc\"}"));
                ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            String path = endpoint("tokens", receiver.url());
            assertThat(api.get(path + "/oauth").status()).isEqualTo(404);
            Answer put = api.send("PUT", path + "/oauth", OAUTH.formatted(server.url("/token")));
            assertThat(put.status()).as(put.body()).isEqualTo(204);
            Answer shown = api.get(path + "/oauth");
            assertThat(shown.body()).doesNotContain("s3cr3t");
            assertThat(shown.text("tokenUrl")).isEqualTo(server.url("/token"));
            assertThat(shown.json().at("/extraParams/audience").asText()).isEqualTo("hooks");
            assertThat(shown.json().at("/extraParams/api_key").asText()).isEqualTo("***");
            assertThat(api.get(path).body()).doesNotContain("s3cr3t");

            api.post("/api/v1/app/default/msg", "{\"eventType\": \"for.tokens\", \"payload\": {}}");
            api.hub().relay();
            await().atMost(Duration.ofSeconds(30)).until(() -> receiver.received().size() == 1);
            assertThat(receiver.received().getFirst().header("authorization"))
                    .isEqualTo("Bearer abc");

            assertThat(api.post(path + "/secret/rotate", "{}").status()).isEqualTo(204);
            assertThat(api.send("PATCH", path, "{\"description\": \"x\"}").status()).isEqualTo(200);
            assertThat(api.get(path + "/oauth").text("clientId")).isEqualTo("hub");
            assertThat(api.send("DELETE", path + "/oauth", "").status()).isEqualTo(204);
            assertThat(api.get(path + "/oauth/").status()).isEqualTo(404);
        }
    }

    @Test
    void aClientCertificateIsCheckedAndShownWithoutItsKey() {
        String path = endpoint("mtls", "https://example.com/hook");
        assertThat(api.get(path + "/mtls").status()).isEqualTo(404);
        assertThat(identity(path, "client").status()).isEqualTo(204);
        Answer shown = api.get(path + "/mtls");
        assertThat(shown.text("subject")).isEqualTo("CN=Hub");
        assertThat(shown.text("notAfter")).isEqualTo("2126-01-01T00:00:00Z");
        assertThat(shown.body()).doesNotContain("PRIVATE");
        Answer expired = identity(path, "client-expired");
        assertThat(expired.status()).isEqualTo(422);
        assertThat(expired.body()).contains("/identity", "expired at 2026-01-01");
        assertThat(api.send("PUT", path + "/mtls", "{\"identity\": \"x\"}").status())
                .isEqualTo(422);
        assertThat(api.send("DELETE", path + "/mtls", "").status()).isEqualTo(204);
        assertThat(api.get(path + "/mtls").status()).isEqualTo(404);
        assertThat(identity(endpoint("no-tls", "http://example.com/"), "client").body())
                .contains("https://");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    clientCredentials | refreshToken       | /grantType
                    clientSecretPost  | clientSecretJwt    | /authMethod
                    "hub"             | ""                 | /clientId
                    "s3cr3t-text"     | null               | /clientSecret
                    %s                | http://10.0.0.1/   | /tokenUrl
                    %s                | http://a:b@c.com/  | /tokenUrl
                    ["send"]          | ["se nd"]          | /scopes/0
                    audience          | client_secret      | /extraParams/client_secret
                    X-Tenant          | Host               | /extraHeaders/Host
                    X-Tenant          | authorization      | /extraHeaders/Authorization
                    extraParams       | refreshToken       | /refreshToken
                    extraParams       | somethingElse      | /somethingElse
                    """)
    void refusesAnOauthThatWouldNotWork(String part, String instead, String pointer) {
        String path = endpoint("refused", "http://127.0.0.1:9999/");
        Answer put =
                api.send(
                        "PUT",
                        path + "/oauth",
                        OAUTH.replace(part, instead).formatted("https://example.com/token"));
        assertThat(put.status()).as(put.body()).isEqualTo(422);
        assertThat(put.body()).contains(pointer).doesNotContain("s3cr3t");
    }

    private static String endpoint(String uid, String url) {
        String path = ENDPOINT + "/" + uid;
        Answer put =
                api.send(
                        "PUT",
                        path,
                        "{\"url\": \"%s\", \"uid\": \"%s\", \"eventTypes\": [\"for.%s\"]}"
                                .formatted(url, uid, uid));
        assertThat(put.status()).as(put.body()).isIn(200, 201);
        return path;
    }

    private static Answer identity(String path, String name) {
        try {
            return api.send(
                    "PUT",
                    path + "/mtls",
                    new ObjectMapper().writeValueAsString(Map.of("identity", TestTls.pem(name))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
