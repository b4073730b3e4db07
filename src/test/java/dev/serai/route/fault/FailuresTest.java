package dev.serai.route.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.SinkAway;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.internet.AddressException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failures of components mean. */
class FailuresTest {

    private static final Failures FAILURES =
            new Failures(text -> text.replace("s3cret", "(hidden)"), InstantSource.system());

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 409, 410, 413, 415, 422, 451})
    void aServerThatSaysNoToTheEventIsNotAway(int status) {
        assertThat(meaning(http(status, "no such field: total")))
                .isInstanceOf(EntryFailed.class)
                .hasMessageContaining(status + " ")
                .hasMessageContaining("no such field: total");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 407, 408, 425, 429, 500, 502, 503, 504, 599})
    void aServerThatSaysNoToAnybodyIsAway(int status) {
        assertThat(meaning(http(status, ""))).isInstanceOf(SinkAway.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22P02", "23505", "23502", "23514", "21000", "44000", "P0001"})
    void aDatabaseThatRefusesAValueIsNotAway(String state) {
        assertThat(meaning(new SQLException("refused", state))).isInstanceOf(EntryFailed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08001", "53300", "53100", "57P01", "57014", "58030", "40001", "40P01",
                "55P03", "28P01", "3D000", "42P01", "42501", "25006", "XX000"
            })
    void aDatabaseThatRefusesEverythingIsAway(String state) {
        assertThat(meaning(new SQLException("refused", state))).isInstanceOf(SinkAway.class);
    }

    static Stream<Throwable> away() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new UnknownHostException("nowhere.example"),
                new SocketTimeoutException("Read timed out"),
                new IOException("No space left on device"),
                new FileNotFoundException("/data/x (Permission denied)"),
                new TimeoutException("30 s"),
                new SQLTransientConnectionException("no connection within 5 s"),
                new AuthenticationFailedException("535 wrong password"),
                new SMTPAddressFailedException(null, "RCPT TO", 450, "mailbox busy"),
                new IllegalStateException("Connection pool shut down"),
                new CloudAnswer(503),
                new CamelExchangeException(
                        "send failed", null, new ConnectException("Connection refused")),
                new RuntimeCamelException(new SQLException("gone", "08006")),
                new IllegalArgumentException(new UnknownHostException("nowhere.example")));
    }

    @ParameterizedTest
    @MethodSource("away")
    void whatCannotBeReachedIsAway(Throwable failure) {
        assertThat(meaning(failure)).isInstanceOf(SinkAway.class);
    }

    static Stream<Throwable> ofTheEvent() {
        return Stream.of(
                new JsonParseException(null, "Unexpected character"),
                new MalformedInputException(3),
                new ExpressionEvaluationException(null, null, new NumberFormatException("12,50")),
                new NullPointerException(),
                new ResolveEndpointFailedException("kafka:${x}", new URISyntaxException("a b", "")),
                new FileSystemException("/data/files/x", null, "File name too long"),
                new AddressException("Missing final '@domain'"),
                new SMTPAddressFailedException(null, "RCPT TO", 552, "too large"),
                new BatchUpdateException("value too long", "22001", new int[0]),
                new CloudAnswer(413),
                new RuntimeCamelException(http(422, "")));
    }

    @ParameterizedTest
    @MethodSource("ofTheEvent")
    void whatCannotReadTheEventIsNotAway(Throwable failure) {
        assertThat(meaning(failure)).isInstanceOf(EntryFailed.class);
    }

    @Test
    void whatTheRelayKnowsStaysAsItIs() {
        Refused refused = new Refused(Map.of());
        assertThat(meaning(new RuntimeCamelException(refused))).isSameAs(refused);
    }

    @Test
    void nothingTellsASecret() {
        HttpOperationFailedException failure =
                new HttpOperationFailedException(
                        "https://hooks.example/T0/s3cret", 404, "", null, Map.of(), "no s3cret");
        Exception told = meaning(failure);
        assertThat(told).hasNoCause();
        assertThat(told.getMessage()).isEqualTo("the server answered 404 Not Found: no (hidden)");
        assertThat(meaning(new IllegalStateException("at https://x/s3cret")).getMessage())
                .doesNotContain("s3cret");
    }

    private static Exception meaning(Throwable failure) {
        return FAILURES.meaning(failure);
    }

    private static HttpOperationFailedException http(int status, String body) {
        return new HttpOperationFailedException(
                "https://shop.example/in", status, "", null, Map.of(), body);
    }

    /** As the clients of clouds have them. */
    public static final class CloudAnswer extends RuntimeException {

        private final int status;

        CloudAnswer(int status) {
            super("answer");
            this.status = status;
        }

        public int statusCode() {
            return status;
        }
    }
}
