package dev.serai.route.door;

import static dev.serai.route.door.RazorpayDoor.CAPTURED;
import static dev.serai.route.door.RazorpayDoor.assertProblem;
import static dev.serai.route.door.RazorpayDoor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.route.Sender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that the front door takes are the bytes that came, within its limits. */
class FrontDoorBytesTest {

    private static RazorpayDoor hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = RazorpayDoor.open(folder);
        sender = hub.sender();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.clear();
    }

    @Test
    void keepsTheBytesWhateverTheyAre() throws IOException {
        byte[] gzip = gzip(CAPTURED);
        byte[] form = "payload=%7B%7D&a=1&a=2".getBytes(StandardCharsets.US_ASCII);
        byte[] latin1 = "{\"event\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] marked = ("\uFEFF" + CAPTURED).getBytes(StandardCharsets.UTF_8);
        assertKept(gzip, "application/json", "gzip");
        assertKept(form, "application/x-www-form-urlencoded", "");
        assertKept(latin1, "application/json; charset=iso-8859-1", "");
        assertKept(marked, "text/plain", "");
        assertKept(new byte[0], "multipart/form-data; boundary=x", "");
    }

    @Test
    void mapsWhatWasPackedInABodyAndKeepsItAsItCame() throws IOException {
        byte[] packed = gzip(CAPTURED);
        HttpResponse<String> answer =
                sender.send(sender.razorpay(packed, "").header("Content-Encoding", "gzip"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(
                        hub.jdbc()
                                .sql("select type, data, raw_body from serai.event")
                                .query()
                                .singleRow())
                .containsEntry("type", "razorpay.payment.captured")
                .containsEntry("data", CAPTURED.getBytes(StandardCharsets.UTF_8))
                .containsEntry("raw_body", packed);
    }

    @Test
    void keepsABodyThatCannotBeUnpacked() throws IOException {
        byte[] bomb = gzip(" ".repeat(2 << 20));
        byte[] broken = java.util.Arrays.copyOf(gzip(CAPTURED), 60);
        for (byte[] body : List.of(bomb, broken)) {
            HttpResponse<String> answer =
                    sender.send(sender.razorpay(body, "").header("Content-Encoding", "gzip"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(storedBody(id(answer))).isEqualTo(body);
        }
        assertThat(
                        hub.jdbc()
                                .sql("select detail from serai.parked order by id")
                                .query(String.class)
                                .list())
                .anyMatch(detail -> detail.startsWith("the unpacked body has more than"))
                .contains("the body says that it is gzip, and is not");
    }

    /** It is signed right, so it is accepted; what is no JSON of Razorpay's is kept as it came. */
    private static void assertKept(byte[] body, String contentType, String encoding) {
        var request = sender.razorpay(body, "");
        request.setHeader("Content-Type", contentType);
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }
        HttpResponse<String> answer = sender.send(request);
        assertThat(answer.statusCode()).as(contentType).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("content-encoding");
        assertThat(storedBody(id(answer))).as(contentType).isEqualTo(body);
    }

    private static byte[] storedBody(String id) {
        return hub.jdbc()
                .sql(
                        """
                        select coalesce(raw_body, data) from serai.event where id = :id
                        union all select raw_body from serai.unmapped where event_id = :id
                        """)
                .param("id", id)
                .query(byte[].class)
                .single();
    }

    @Test
    void takesAChunkedBody() {
        byte[] body = CAPTURED.getBytes(StandardCharsets.UTF_8);
        var request = sender.razorpay(body, "evt_1").POST(Sender.chunked(body));
        assertThat(sender.send(request).statusCode()).isEqualTo(200);
        assertThat((byte[]) hub.theEvent().get("data")).isEqualTo(body);
    }

    @Test
    void takesBodiesUpToTheLimit() {
        int limit = 1024 * 1024;
        String most = CAPTURED + " ".repeat(limit - CAPTURED.length());
        assertThat(sender.send(sender.razorpay(most, "evt_1")).statusCode()).isEqualTo(200);
        assertThat((byte[]) hub.theEvent().get("data")).hasSize(limit);
        assertProblem(sender.send(sender.razorpay(most + " ", "evt_2")), 413, "too_large");
        byte[] chunked = (most + " ").getBytes(StandardCharsets.UTF_8);
        assertProblem(
                sender.send(sender.razorpay("", "evt_3").POST(Sender.chunked(chunked))),
                413,
                "too_large");
    }

    @Test
    void refusesAnAnnouncedGiantBeforeItComes() throws IOException {
        assertThat(
                        raw(
                                "POST /in/razorpay HTTP/1.1\r\nHost: x\r\nContent-Length:"
                                        + " 9000000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesABrokenChunk() throws IOException {
        String request =
                "POST /in/razorpay HTTP/1.1\r\nHost: x\r\nUser-Agent: breaker\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n";
        assertThat(raw(request)).startsWith("HTTP/1.1 400");
        assertThat(rejections("breaker").getFirst()).containsEntry("code", "unreadable");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", hub.hub().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int count = socket.getInputStream().read(answer);
            int more = count < answer.length ? socket.getInputStream().available() : 0;
            if (more > 0) {
                count += socket.getInputStream().read(answer, count, answer.length - count);
            }
            return new String(answer, 0, count, StandardCharsets.US_ASCII);
        }
    }

    /** Written aside, so waited for. */
    private static List<Map<String, Object>> rejections(String userAgent) {
        return await().until(
                        () ->
                                hub.jdbc()
                                        .sql("select * from serai.rejection where headers like ?")
                                        .param("%\"" + userAgent + "\"%")
                                        .query()
                                        .listOfRows(),
                        list -> !list.isEmpty());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
