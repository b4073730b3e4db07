package dev.serai.delivery.courier;

import static dev.serai.testing.RawReceiver.readRequest;
import static dev.serai.testing.RawReceiver.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testing.RawReceiver;
import dev.serai.testing.RawReceiver.Script;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to answer badly, on real sockets: each is one attempt with the right outcome, ends in
 * time, and the next attempt works.
 */
final class HostileReceiversTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** Far beyond the limit, and no matter how busy the machine is. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final int NONE = Answer.NONE;
    private static final String LATE = "no answer within 3000 ms";
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    /** More than all the buffers between two sockets hold. */
    private static final int LARGE = 16 << 20;

    private static Couriers couriers;
    private static Couriers impatient;

    @BeforeAll
    static void open() {
        impatient = TestCouriers.within(LIMIT);
        couriers =
                TestCouriers.to(
                        List.of("127.0.0.0/8"),
                        AT_MOST,
                        List.of(TestTls.authority()),
                        InstantSource.system());
    }

    @AfterAll
    static void close() {
        couriers.close();
        impatient.close();
    }

    /** What lasts until it is cut off. */
    static Stream<Arguments> lasting() {
        return Stream.of(
                answer("stalls before the head", NONE, LATE, ""),
                answer("stalls amid the head", NONE, LATE, HEAD + "X-A: b\r\n"),
                answer("stalls amid the body", 200, "abc", HEAD + "Content-Length: 9\r\n\r\nabc"),
                answer(
                        "stalls amid the body of a 500",
                        500,
                        "abc",
                        fail("Content-Length: 9", "abc")),
                forEver("drips its head", NONE, LATE, HEAD + "X-Slow: ", "x", true),
                forEver("drips its body", 200, "", HEAD + "\r\n", "x", true),
                forEver("floods with 1xx", NONE, LATE, "", hints(100), false));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                ends("ends at once", NONE, "no answer: ", ""),
                ends("ends amid the status", NONE, "no answer: ", "HTTP/1."),
                ends("ends amid the head", 200, "", HEAD + "X-A: b\r\n"),
                ends("ends amid the body", 200, "abc", HEAD + "Content-Length: 9\r\n\r\nabc"),
                ends("says more than it said it would", 200, "ab", HEAD + length("2", "abcdef")),
                ends("has a length that is no number", NONE, "no answer: ", HEAD + length("x", "")),
                ends("has a negative length", NONE, "no answer: ", HEAD + length("-1", "abc")),
                ends("has a chunk that is none", 200, "", HEAD + chunked("zz\r\nabc")),
                ends("has an endless chunk", 200, "abc", HEAD + chunked("7fffffff\r\nabc")),
                ends("is no HTTP", NONE, "no answer: ", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                ends("has a status that is none", NONE, "no answer: ", "HTTP/1.1 xyz OK\r\n\r\n"),
                ends("has nothing but a body", NONE, "no answer: ", "<html></html>\r\n\r\n"),
                ends(
                        "has a header of 1 MB",
                        NONE,
                        "no answer: ",
                        HEAD + "X: " + "x".repeat(1 << 20)),
                ends("has 10,000 headers", NONE, "no answer: ", HEAD + "X: y\r\n".repeat(10_000)),
                ends("redirects to itself", 302, "", "HTTP/1.1 302 F\r\nLocation: /\r\n\r\n"),
                ends("begins with 1xx", 200, "ok", hints(3) + HEAD + length("2", "ok")),
                ends("sets cookies", 200, "", HEAD + "Set-Cookie: a=b\r\n" + length("0", "")),
                ends("is a 204 with a body", 204, "", "HTTP/1.1 204 N\r\n" + length("3", "abc")),
                forEver("floods with headers", NONE, "no answer: ", HEAD, "X: y\r\n", false),
                forEver("has no end", 200, "xxx", HEAD + "\r\n", "x".repeat(4096), false),
                forEver("has no end of chunks", 200, "x", HEAD + chunked(""), "1\r\nx\r\n", false));
    }

    @Test
    void anAnswerThatLasts() {
        List<CompletableFuture<Void>> all =
                lasting()
                        .map(Arguments::get)
                        .map(
                                a ->
                                        CompletableFuture.runAsync(
                                                () ->
                                                        anAnswerThat(
                                                                impatient,
                                                                (int) a[1],
                                                                (String) a[2],
                                                                (Script) a[3]),
                                                Thread::startVirtualThread))
                        .toList();
        all.forEach(CompletableFuture::join);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void anAnswerThat(String name, int status, String start, Script script) {
        anAnswerThat(couriers, status, start, script);
    }

    private static void anAnswerThat(Couriers by, int status, String start, Script script) {
        try (RawReceiver receiver = RawReceiver.playing(script)) {
            Answer answer = attempt(by, "http", receiver.port(), 2);
            assertThat(answer.status()).as(answer.start()).isEqualTo(status);
            assertThat(answer.start()).startsWith(start).doesNotContainPattern("\\p{Cntrl}");
            assertThat(receiver.connections()).isEqualTo(1);
            theNextWorks(receiver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEndlessAnswerIsHardlyRead() throws IOException {
        AtomicLong written = new AtomicLong();
        String some = "x".repeat(1 << 16);
        try (RawReceiver receiver =
                RawReceiver.playing(
                        socket -> {
                            readRequest(socket);
                            write(socket, HEAD + "\r\n");
                            while (written.addAndGet(some.length()) > 0) {
                                write(socket, some);
                            }
                        })) {
            assertThat(attempt("http", receiver.port()).status()).isEqualTo(200);
            assertThat(written).hasValueLessThan(LARGE); // what the buffers between them hold
        }
    }

    @Test
    void aConnectionThatEndsWhileTheRequestIsSent() throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver::readHead)) {
            Answer answer = attempt(couriers, "http", receiver.port(), LARGE);
            assertThat(answer.status()).isEqualTo(NONE);
            assertThat(answer.start()).startsWith("no answer: ");
            receiver.play(HostileReceiversTest::reset);
            assertThat(attempt(couriers, "http", receiver.port(), LARGE).status()).isEqualTo(NONE);
            theNextWorks(receiver);
        }
    }

    @Test
    void aReceiverThatReadsNothing() throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.playing(socket -> over.join())) {
            assertThat(attempt(impatient, "http", receiver.port(), LARGE).start()).isEqualTo(LATE);
            over.complete(null);
            theNextWorks(receiver);
        }
    }

    @Test
    void aReceiverThatClosesItsHalfOnly() throws IOException {
        try (RawReceiver receiver =
                RawReceiver.playing(
                        socket -> {
                            readRequest(socket);
                            socket.shutdownOutput();
                            stall(socket);
                        })) {
            assertThat(attempt("http", receiver.port()).start()).startsWith("no answer: ");
            theNextWorks(receiver);
        }
    }

    static Stream<Arguments> badTls() {
        return Stream.of(
                Arguments.of("server-expired", "the receiver's certificate has expired"),
                Arguments.of("server-elsewhere", "the receiver's certificate is for another host"),
                Arguments.of("server-self-signed", "issued by no authority that is trusted here"));
    }

    @ParameterizedTest
    @MethodSource("badTls")
    void aReceiverThatIsNotWhoItShouldBe(String certificate, String why) throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.secured(
                        TestTls.server(certificate), false, ScriptedReceiver.answers(200))) {
            Answer answer = attempt("https", receiver.port());
            assertThat(answer.status()).isEqualTo(NONE);
            assertThat(answer.start()).startsWith("no TLS connection: ").contains(why);
            assertThat(receiver.received()).isEmpty();
        }
        try (ScriptedReceiver good =
                ScriptedReceiver.secured(
                        TestTls.server("server"), false, ScriptedReceiver.answers(200))) {
            await().pollDelay(Duration.ZERO)
                    .atMost(AT_MOST)
                    .until(() -> attempt("https", good.port()).status() == 200);
        }
    }

    static Stream<Arguments> noTls() {
        return Stream.of(
                Arguments.of(
                        "plain text",
                        speaks("HTTP/1.1 400 Bad Request\r\n\r\n"),
                        "does not speak TLS"),
                Arguments.of("silence", (Script) HostileReceiversTest::stall, ""),
                Arguments.of("an end", (Script) socket -> {}, "no TLS connection: "),
                Arguments.of("a reset", (Script) HostileReceiversTest::reset, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noTls")
    void inPlaceOfTls(String name, Script script, String why) throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(script)) {
            Answer answer = attempt(impatient, "https", receiver.port(), 2);
            assertThat(answer.status()).isEqualTo(NONE);
            assertThat(answer.start()).isNotBlank().contains(why);
            theNextWorks(receiver);
        }
    }

    private static void theNextWorks(RawReceiver receiver) {
        receiver.play(RawReceiver.TAKES);
        await().pollDelay(Duration.ZERO)
                .atMost(AT_MOST)
                .until(() -> attempt("http", receiver.port()).status() == 200);
    }

    private static Answer attempt(String scheme, int port) {
        return attempt(couriers, scheme, port, 2);
    }

    private static Answer attempt(Couriers by, String scheme, int port, int bytes) {
        String json = "\"" + "a".repeat(bytes) + "\"";
        Outcome outcome =
                by.deliver(
                        new Delivery(
                                Samples.entry(Samples.event("a.b", json)),
                                Samples.endpoint(
                                        Samples.settings(scheme + "://127.0.0.1:" + port + "/"))));
        assertThat(outcome).isInstanceOf(Outcome.Made.class);
        Answer answer = ((Outcome.Made) outcome).answer();
        assertThat(answer.took()).isLessThan(AT_MOST.plusSeconds(5));
        assertThat(outcome instanceof Outcome.Delivered)
                .isEqualTo(answer.status() >= 200 && answer.status() < 300);
        return answer;
    }

    private static Arguments answer(String name, int status, String start, String text) {
        return Arguments.of(
                name,
                status,
                start,
                (Script)
                        socket -> {
                            readRequest(socket);
                            write(socket, text);
                            stall(socket);
                        });
    }

    private static Arguments ends(String name, int status, String start, String text) {
        return Arguments.of(
                name,
                status,
                start,
                (Script)
                        socket -> {
                            readRequest(socket);
                            write(socket, text);
                        });
    }

    private static Arguments forEver(
            String name, int status, String start, String first, String more, boolean slowly) {
        return Arguments.of(
                name,
                status,
                start,
                (Script)
                        socket -> {
                            readRequest(socket);
                            write(socket, first);
                            socket.setSoTimeout(20);
                            while (true) {
                                write(socket, more);
                                if (slowly) {
                                    pause(socket);
                                }
                            }
                        });
    }

    private static Script speaks(String text) {
        return socket -> {
            socket.getInputStream().read();
            RawReceiver.write(socket, text);
            stall(socket);
        };
    }

    /** Until the other side has had enough. */
    private static void stall(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        if (socket.isInputShutdown()) {
            return;
        }
        byte[] some = new byte[1];
        while (in.read(some) > 0) {
            Thread.onSpinWait(); // nothing comes, mostly
        }
    }

    /** The other side says nothing more. */
    private static void pause(Socket socket) throws IOException {
        try {
            socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return;
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
    }

    private static String fail(String header, String body) {
        return "HTTP/1.1 500 Error\r\n" + header + "\r\n\r\n" + body;
    }

    private static String length(String length, String body) {
        return "Content-Length: " + length + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static String hints(int count) {
        return "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(count);
    }
}
