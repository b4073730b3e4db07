package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

final class AccessTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(context -> {}, List.of("everywhere=true"), Everywhere.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/api/v1/event,           none,             401",
                "/api/v1/event,           Bearer sk_wrong,  401",
                "/api/v1/event,           Bearer,           401",
                "/api/v1/event,           Basic c2tfdGVzdA==, 401",
                "/api/v1/event,           sk_test,          401",
                "/api/v1/event,           Bearer sk_test2,  401",
                "/api/v1/event,           Bearer sk_test,   200",
                "/api/v1/event,           bearer sk_test,   200",
                "/api/v1/nothing,         none,             401",
                "/api/v1/nothing,         Bearer sk_test,   404",
                "/api,                    none,             401",
                "/in/razorpay,            none,             200",
                "/in/razorpay,            Bearer sk_wrong,  200",
                "/actuator/health,        none,             200",
                "/actuator/health/readiness, none,          200",
                "/actuator/prometheus,    none,             401",
                "/actuator/prometheus,    Bearer sk_test,   200",
                "/actuator/env,           none,             404",
                "/actuator/env,           Bearer sk_test,   404",
                "/secret,                 none,             404",
                "/secret,                 Bearer sk_test,   404",
                "/error,                  none,             404",
                "/api/../secret,          none,             400",
                "/API/v1/event,           none,             404",
            })
    void opensWhatIsOpenAndHidesTheRest(String path, String authorization, int status) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }

        assertThat(server.send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void tellsHowToAuthenticateAsAProblem() {
        HttpResponse<String> response =
                server.send(HttpRequest.newBuilder(server.uri("/api/v1/event")));

        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"serai\"");
        assertThat(response.body()).contains("\"code\":\"authentication_failed\"");
    }

    @Test
    void saysThatAKeyIsWrongWithoutRepeatingIt() {
        HttpResponse<String> response =
                server.send(
                        HttpRequest.newBuilder(server.uri("/api/v1/event"))
                                .header("Authorization", "Bearer sk_mistaken"));

        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .endsWith("error=\"invalid_token\"");
        assertThat(response.body()).doesNotContain("sk_mistaken");
    }

    @Test
    void handsTheCallerToTheController() {
        assertThat(server.get("/api/v1/event").body()).isEqualTo("default");
    }

    @Test
    void keepsAnswersOfTheApiOutOfCachesAndSniffers() {
        HttpResponse<String> response = server.get("/api/v1/event");

        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void letsTheIngressSeeHeadersOfAnyBytes() {
        HttpResponse<String> response =
                server.send(
                        HttpRequest.newBuilder(server.uri("/in/razorpay"))
                                .header("X-Note", "caf\u00e9 \u0085"));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void opensMetricsOnAManagementPortOfTheirOwn() {
        MockEnvironment environment =
                new MockEnvironment()
                        .withProperty("server.port", "8080")
                        .withProperty("local.server.port", "8080")
                        .withProperty("management.server.port", "9090");
        Paths apart = new Paths(environment);
        Paths together = new Paths(new MockEnvironment().withProperty("server.port", "8080"));

        assertThat(apart.open(metrics(9090))).isTrue();
        assertThat(apart.needKey(metrics(9090))).isFalse();
        assertThat(apart.open(metrics(8080))).isFalse();
        assertThat(apart.needKey(metrics(8080))).isTrue();
        assertThat(together.open(metrics(8080))).isFalse();
        assertThat(together.needKey(metrics(8080))).isTrue();
    }

    private static MockHttpServletRequest metrics(int port) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/actuator/prometheus");
        request.setLocalPort(port);
        return request;
    }

    @Test
    void hasNoUserWithAPassword() {
        assertThat(server.context().getBeansOfType(UserDetailsService.class)).isEmpty();
    }

    /** Answers on all paths. Conditional, so that no other server finds it. */
    @RestController
    @ConditionalOnProperty("everywhere")
    static final class Everywhere {

        @GetMapping("/api/v1/event")
        String caller(@AuthenticationPrincipal Caller caller) {
            return caller.tenant().value();
        }

        @GetMapping("/in/razorpay")
        String in(@RequestHeader(name = "X-Note", required = false) String note) {
            return "in";
        }

        @GetMapping({
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            "/actuator/env",
            "/secret"
        })
        String any() {
            return "any";
        }
    }
}
