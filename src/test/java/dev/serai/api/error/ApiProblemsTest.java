package dev.serai.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.Query;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.testing.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@ExtendWith(OutputCaptureExtension.class)
final class ApiProblemsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        context -> {},
                        List.of("failing=true"),
                        ServerConfiguration.class,
                        ErrorsAsProblems.class,
                        Failing.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/nothing,              , 404, not_found",
        "GET,  /api/v1/fail/problem,         , 409, taken",
        "GET,  /api/v1/fail/outbox,          , 503, unavailable",
        "GET,  /api/v1/fail/database,        , 503, unavailable",
        "GET,  /api/v1/fail/timeout,         , 503, unavailable",
        "GET,  /api/v1/fail/transaction,     , 503, unavailable",
        "GET,  /api/v1/fail/statement,       , 500, internal_error",
        "GET,  /api/v1/fail/bug,             , 500, internal_error",
        "GET,  /api/v1/number,               , 400, validation",
        "GET,  /api/v1/number?n=one,         , 400, validation",
        "POST, /api/v1/number,               , 405, method_not_allowed",
        "POST, /api/v1/thing,                , 400, unreadable_body",
        "POST, /api/v1/thing,               {, 400, unreadable_body",
        "POST, /api/v1/thing,  '{\"n\":\"x\"}', 400, validation",
        "GET,  /api/v1/list?since=yesterday, , 400, validation",
        "GET,  /api/v1/list?limit=0,         , 400, validation",
        "GET,  /api/v1/list?limit=251,       , 400, validation",
        "GET,  /api/v1/list?limit=many,      , 400, validation",
        "GET,  /api/v1/list?typ=a,           , 400, validation",
        "GET,  /api/v1/list?type=a&type=b,   , 400, validation",
    })
    void answersWithAProblem(String method, String path, String body, int status, String code)
            throws IOException {
        HttpRequest.Builder request =
                server.request(path).header("Content-Type", "application/json");
        request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));

        HttpResponse<String> response = server.send(request);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(problem.path("detail").asText()).isNotEmpty().doesNotContain("secret");
    }

    @Test
    void namesTheParameterOrFieldAtFault() {
        assertThat(server.get("/api/v1/list?typ=a").body()).contains("\"pointer\":\"typ\"");
        assertThat(server.get("/api/v1/number").body()).contains("\"pointer\":\"n\"");
        assertThat(server.post("/api/v1/thing", "{\"n\":\"x\"}").body())
                .contains("\"pointer\":\"/n\"");
    }

    @Test
    void readsTimesWithAnUnescapedPlus() {
        assertThat(server.get("/api/v1/list?since=2026-05-04T10:00:00+02:00").body())
                .isEqualTo("2026-05-04T08:00:00Z");
    }

    @Test
    void saysWhenToComeAgain() {
        assertThat(server.get("/api/v1/fail/database").headers().firstValue("Retry-After"))
                .contains("5");
        assertThat(server.get("/api/v1/fail/problem").headers().firstValue("Retry-After"))
                .contains("7");
    }

    @Test
    void givesABugAnIdAndNoDetails() {
        HttpResponse<String> response = server.get("/api/v1/fail/bug");

        String id = response.headers().firstValue("Serai-Request-Id").orElseThrow();
        assertThat(response.body()).contains(id).doesNotContain("secret");
    }

    @Test
    void namesTheMethodsAndMediaTypesThereAre(CapturedOutput output) {
        HttpResponse<String> method = server.send(server.request("/api/v1/number").DELETE());
        assertThat(output.getOut()).doesNotContain("DELETE").doesNotContain("PageNotFound");
        HttpResponse<String> media =
                server.send(
                        server.request("/api/v1/thing")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("a")));
        HttpResponse<String> accept =
                server.send(server.request("/api/v1/thing/1").header("Accept", "text/csv"));

        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).contains("GET");
        assertThat(media.statusCode()).isEqualTo(415);
        assertThat(media.headers().firstValue("Accept").orElseThrow()).contains("application/json");
        assertThat(accept.statusCode()).isEqualTo(406);
        assertThat(accept.body()).contains("not_acceptable");
    }

    @Test
    void saysThatATransferCodingIsNotKnown() throws IOException {
        assertThat(raw("POST /api/v1/thing HTTP/1.1\r\nTransfer-Encoding: packed", new byte[0]))
                .startsWith("HTTP/1.1 501")
                .contains("not_implemented");
    }

    @Test
    void refusesATooLargeBodyWhetherItsLengthIsToldOrNot() throws IOException {
        String post = "POST /api/v1/thing HTTP/1.1\r\nContent-Type: application/json\r\n";
        int large = BodyLimit.BODY_BYTES_MAX + 1;

        String told = raw(post + "Content-Length: " + large, new byte[0]);
        byte[] spaces = new byte[large];
        Arrays.fill(spaces, (byte) ' ');
        byte[] chunk = (Integer.toHexString(large) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOf(chunk, chunk.length + large);
        System.arraycopy(spaces, 0, body, chunk.length, large);
        String untold = raw(post + "Transfer-Encoding: chunked", body);

        assertThat(told).startsWith("HTTP/1.1 413").contains("too_large");
        assertThat(untold).startsWith("HTTP/1.1 413").contains("too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1//thing, The path has two slashes in a row",
        "/api/v1/%zz, cannot be read",
        "/api/v1/a%2Fb, The path has an escaped slash",
        "/api/v1/a;b, The path has a semicolon"
    })
    void answersWithAProblemWhereAPathIsRefusedBeforeItIsLookedAt(String path, String why)
            throws IOException {
        String response = raw("GET " + path + " HTTP/1.1", new byte[0]);

        assertThat(response)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("bad_request", why);
    }

    private static String raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("localhost", server.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            String request =
                    head
                            + "\r\nHost: localhost\r\nAuthorization: Bearer "
                            + TestServer.KEY
                            + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            socket.shutdownOutput();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Fails in every way. Conditional, so that no other server finds it. */
    @RestController
    @ConditionalOnProperty("failing")
    static final class Failing {

        record Thing(int n) {}

        @GetMapping("/api/v1/fail/{how}")
        String fail(@PathVariable String how) {
            switch (how) {
                case "problem" ->
                        throw new ProblemException(
                                Problem.of(409, "taken", "Taken", "It is taken."),
                                Map.of("Retry-After", "7"));
                case "outbox" -> throw new OutboxUnavailable("too much is waiting");
                case "database" -> throw new DataAccessResourceFailureException("a secret");
                case "timeout" -> throw new QueryTimeoutException("a secret");
                case "transaction" -> throw new CannotCreateTransactionException("a secret");
                case "statement" -> throw statement();
                default -> throw new IllegalStateException("a secret");
            }
        }

        private static RuntimeException statement() {
            return new BadSqlGrammarException(
                    "a secret", "select secret", new SQLException("a secret"));
        }

        @GetMapping("/api/v1/number")
        int number(@RequestParam int n) {
            return n;
        }

        @GetMapping(path = "/api/v1/thing/{n}", produces = "application/json")
        Thing thing(@PathVariable int n) {
            return new Thing(n);
        }

        @PostMapping(path = "/api/v1/thing", consumes = "application/json")
        Thing thing(@RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/api/v1/list")
        String list(HttpServletRequest request) {
            Query query = Query.ofList(request, "type", "since");
            query.page();
            return String.valueOf(query.instant("since"));
        }
    }
}
