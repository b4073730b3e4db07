package dev.serai.api.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.endpoint.OutboundApi;
import dev.serai.api.endpoint.OutboundApi.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the key of a portal opens, and that it opens nothing else. */
final class PortalTest {

    /** Good for whoever has any key; none of them tells anything of an app. */
    private static final Set<String> FOR_ALL =
            Set.of(
                    "GET /api/v1/auth/whoami",
                    "GET /api/v1/event-type",
                    "GET /api/v1/background-task",
                    "GET /api/v1/health",
                    "GET /api/v1/health/ping",
                    "POST /api/v1/auth/logout");

    private static final Map<String, String> BODIES =
            Map.of(
                    "/endpoint", "{\"url\": \"https://example.invalid\"}",
                    "/endpoint/{endpoint}", "{\"url\": \"https://example.invalid\"}",
                    "/msg", "{\"eventType\": \"a\", \"payload\": {}}");

    private static OutboundApi api;
    private static String mine;
    private static String other;
    private static String task;

    @BeforeAll
    static void start() {
        api = new OutboundApi(Duration.ofHours(1));
        mine = app("mine");
        other = app("other");
        task =
                api.get("/api/v1/background-task?limit=1")
                        .json()
                        .path("data")
                        .path(0)
                        .path("id")
                        .asText();
        api.post("/api/v1/event-type", "{\"name\": \"seen.type\", \"description\": \"\"}");
        api.post(
                "/api/v1/event-type",
                "{\"name\": \"beta.type\", \"description\": \"\", \"featureFlag\": \"beta\"}");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** An app with the endpoint {@code ep} and a task. */
    private static String app(String uid) {
        String app = "/api/v1/app/" + uid;
        String id = api.send("PUT", app, "{\"name\": \"App\"}").text("id");
        api.post(app + "/endpoint", "{\"url\": \"https://example.invalid\", \"uid\": \"ep\"}");
        api.post(app + "/msg", "{\"eventType\": \"a\", \"payload\": {}, \"eventId\": \"msg\"}");
        api.post(app + "/endpoint/ep/recover", "{\"since\": \"2020-01-01T00:00:00Z\"}");
        return id;
    }

    private static String key(String app, String body) {
        Answer answer = api.post("/api/v1/auth/app-portal-access/" + app, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("url")).startsWith("http://localhost:").contains("/portal#key=");
        return answer.text("token");
    }

    @Test
    void doesNothingToAnotherApp() {
        String key = key("mine", "{}");
        List<String> opened = new ArrayList<>();
        for (String operation : operations()) {
            if (!FOR_ALL.contains(operation) && isDone(operation, key, other)) {
                opened.add(operation);
            }
        }
        assertThat(opened).containsExactly("GET /api/v1/event-type/{name}");
    }

    @Test
    void opensWhatIsListedAndNothingElse() {
        String app = app("table");
        String key = key("table", "{}");
        Set<String> opened = new TreeSet<>();
        for (String operation : operations()) {
            if (!operation.endsWith("/logout")
                    && !Set.of(401, 403).contains(status(operation, key, app))) {
                opened.add(operation);
            }
        }
        assertThat(opened)
                .containsExactly(
                        """
                        DELETE /api/v1/app/{app}/endpoint/{endpoint}
                        DELETE /api/v1/app/{app}/endpoint/{endpoint}/mtls
                        DELETE /api/v1/app/{app}/endpoint/{endpoint}/oauth
                        GET /api/v1/app/{app}
                        GET /api/v1/app/{app}/attempt/endpoint/{endpoint}
                        GET /api/v1/app/{app}/attempt/msg/{msg}
                        GET /api/v1/app/{app}/endpoint
                        GET /api/v1/app/{app}/endpoint/{endpoint}
                        GET /api/v1/app/{app}/endpoint/{endpoint}/headers
                        GET /api/v1/app/{app}/endpoint/{endpoint}/msg
                        GET /api/v1/app/{app}/endpoint/{endpoint}/mtls
                        GET /api/v1/app/{app}/endpoint/{endpoint}/oauth
                        GET /api/v1/app/{app}/endpoint/{endpoint}/secret
                        GET /api/v1/app/{app}/endpoint/{endpoint}/stats
                        GET /api/v1/app/{app}/msg
                        GET /api/v1/app/{app}/msg/{msg}
                        GET /api/v1/app/{app}/msg/{msg}/attempt/{attempt}
                        GET /api/v1/app/{app}/msg/{msg}/endpoint
                        GET /api/v1/app/{app}/msg/{msg}/raw
                        GET /api/v1/app/{app}/stats/attempts
                        GET /api/v1/auth/whoami
                        GET /api/v1/background-task
                        GET /api/v1/background-task/{task}
                        GET /api/v1/event-type
                        GET /api/v1/event-type/{name}
                        GET /api/v1/health
                        GET /api/v1/health/ping
                        GET /api/v1/stats/app/{app}/attempt
                        PATCH /api/v1/app/{app}/endpoint/{endpoint}
                        PATCH /api/v1/app/{app}/endpoint/{endpoint}/headers
                        POST /api/v1/app/{app}/endpoint
                        POST /api/v1/app/{app}/endpoint/{endpoint}/bulk-replay
                        POST /api/v1/app/{app}/endpoint/{endpoint}/recover
                        POST /api/v1/app/{app}/endpoint/{endpoint}/replay-missing
                        POST /api/v1/app/{app}/endpoint/{endpoint}/secret/rotate
                        POST /api/v1/app/{app}/endpoint/{endpoint}/send-example
                        POST /api/v1/app/{app}/msg/{msg}/endpoint/{endpoint}/resend
                        POST /api/v1/background-task/{task}/cancel
                        PUT /api/v1/app/{app}/endpoint/{endpoint}
                        PUT /api/v1/app/{app}/endpoint/{endpoint}/headers
                        PUT /api/v1/app/{app}/endpoint/{endpoint}/mtls
                        PUT /api/v1/app/{app}/endpoint/{endpoint}/oauth
                        """
                                .lines()
                                .toArray(String[]::new));
    }

    @Test
    void opensNothingOnceItIsOver() {
        String app = app("over");
        String loggedOut = key("over", "{}");
        api.ask(loggedOut, "POST", "/api/v1/auth/logout", "");
        String ended = key("over", "{}");
        String late = key("over", "{}");
        api.post("/api/v1/auth/app/over/expire-all", "{}");
        String ofADeletedApp = key(app("gone"), "{}");
        api.send("DELETE", "/api/v1/app/gone", "");
        for (String operation : operations()) {
            if (!operation.contains("/health")) {
                for (String key : List.of(loggedOut, ended, late, "appsk_made-up", "")) {
                    assertThat(status(operation, key, app)).as(operation).isEqualTo(401);
                }
                if (operation.contains("{app}")) {
                    assertThat(status(operation, ofADeletedApp, "gone"))
                            .as(operation)
                            .isIn(401, 403, 404);
                }
            }
        }
    }

    @Test
    void looksAtItsAppAndChangesNothingIfItMayOnlyRead() {
        String key = key("mine", "{\"readOnly\": true}");
        Set<String> opened = new TreeSet<>();
        for (String operation : operations()) {
            if (!operation.startsWith("POST /api/v1/auth/logout") && isDone(operation, key, mine)) {
                opened.add(operation);
            }
        }
        assertThat(opened)
                .allMatch(operation -> operation.startsWith("GET "))
                .contains("GET /api/v1/app/{app}/endpoint", "GET /api/v1/app/{app}/msg/{msg}")
                .doesNotContain(
                        "GET /api/v1/app", "GET /api/v1/app/{app}/endpoint/{endpoint}/secret");
    }

    @Test
    void doesWhatItsCapabilitiesSay() {
        String secrets = key("mine", "{\"capabilities\": [\"ViewBase\", \"ViewEndpointSecret\"]}");
        String path = "/api/v1/app/mine/endpoint/ep";
        assertThat(api.ask(secrets, "GET", path + "/secret", "").status()).isEqualTo(200);
        assertThat(api.ask(secrets, "POST", path + "/secret/rotate", "{}").status()).isEqualTo(403);
        String all = key("mine", "{}");
        assertThat(api.ask(all, "POST", path + "/secret/rotate", "{}").status()).isEqualTo(204);
        assertThat(api.ask(all, "PATCH", path, "{\"description\": \"x\"}").status()).isEqualTo(200);
        assertThat(
                        api.ask(
                                        all,
                                        "POST",
                                        "/api/v1/app/mine/msg",
                                        "{\"eventType\": \"a\", \"payload\": {}}")
                                .status())
                .isEqualTo(403);
        assertThat(api.ask(all, "DELETE", "/api/v1/app/mine", "").status()).isEqualTo(403);
    }

    @Test
    void seesItsTasksAndTheTypesThatAreForIt() {
        String key = key("mine", "{\"featureFlags\": [\"beta\"], \"sessionId\": \"user_1\"}");
        JsonNode tasks = api.ask(key, "GET", "/api/v1/background-task", "").json().path("data");
        JsonNode all = api.get("/api/v1/background-task").json().path("data");
        assertThat(tasks.size()).isPositive().isLessThan(all.size());
        assertThat(types(key)).containsExactly("beta.type", "seen.type");
        assertThat(types(key("mine", "{}"))).containsExactly("seen.type");
        JsonNode who = api.ask(key, "GET", "/api/v1/auth/whoami", "").json();
        assertThat(who.path("appId").asText()).isEqualTo(mine);
        assertThat(who.path("sessionId").asText()).isEqualTo("user_1");
    }

    private static List<String> types(String key) {
        return api.ask(key, "GET", "/api/v1/event-type", "").json().findValuesAsText("name");
    }

    @Test
    void endsWhenItIsToldToAndForOneSession() {
        String first = key("mine", "{\"sessionId\": \"user_1\"}");
        String second = key("mine", "{\"sessionId\": \"user_2\"}");
        String path = "/api/v1/app/mine";
        api.post("/api/v1/auth/app/mine/expire-all", "{\"sessionIds\": [\"user_1\"]}");
        assertThat(api.ask(first, "GET", path, "").status()).isEqualTo(401);
        assertThat(api.ask(second, "GET", path, "").status()).isEqualTo(200);
        api.post("/api/v1/auth/app/mine/expire-all", "{\"expiry\": 3600}");
        assertThat(api.ask(second, "GET", path, "").status()).isEqualTo(200);
        assertThat(api.ask(second, "POST", "/api/v1/auth/logout", "").status()).isEqualTo(204);
        assertThat(api.ask(second, "GET", path, "").status()).isEqualTo(401);
        assertThat(api.ask("appsk_made-up", "GET", path, "").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/event",
                "/api/v1/source",
                "/api/v1/sink",
                "/api/v1/parked",
                "/api/v1/stream",
                "/api/v1/route",
                "/api/v1/audit",
                "/api/v1/operational-webhook/endpoint",
                "/actuator/prometheus"
            })
    void knowsNothingOfTheHubItself(String path) {
        Answer answer = api.ask(key("mine", "{}"), "GET", path, "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("permission_denied");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/app/mine,                         200",
        "GET,    /api/v1/app/mine/endpoint/ep,             200",
        "GET,    /api/v1/app/mine/endpoint/ep/secret,      403",
        "DELETE, /api/v1/app/mine/endpoint/ep,             403",
        "POST,   /api/v1/auth/app-portal-access/mine,      403",
    })
    void aViewerSeesEverythingButSecrets(String method, String path, int status) {
        assertThat(api.ask(OutboundApi.VIEWER, method, path, "{}").status()).isEqualTo(status);
    }

    private static boolean isDone(String operation, String key, String app) {
        int status = status(operation, key, app);
        assertThat(status).as(operation).isLessThan(500);
        // What is refused for its body only has been let in.
        return status < 400 || status == 409 || status == 422;
    }

    private static int status(String operation, String key, String app) {
        String method = operation.substring(0, operation.indexOf(' '));
        String pattern = operation.substring(method.length() + 1);
        String path =
                pattern.replace("{app}", app)
                        .replace("{endpoint}", "ep")
                        .replace("{msg}", "msg")
                        .replace("{attempt}", "atmpt_none")
                        .replace("{task}", task)
                        .replace("{name}", "seen.type");
        String body =
                BODIES.getOrDefault(
                        pattern.replace("/api/v1/app/{app}", ""),
                        "{\"since\": \"2020-01-01T00:00:00Z\"}");
        return api.ask(key, method, path, body).status();
    }

    private static List<String> operations() {
        Set<String> operations = new TreeSet<>();
        Set<RequestMappingInfo> mappings =
                api.server()
                        .context()
                        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods()
                        .keySet();
        for (RequestMappingInfo mapping : mappings) {
            for (String path : mapping.getPatternValues()) {
                if (path.startsWith("/api/") && !path.endsWith("/")) {
                    mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> operations.add(method + " " + path));
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(50);
        return List.copyOf(operations);
    }
}
