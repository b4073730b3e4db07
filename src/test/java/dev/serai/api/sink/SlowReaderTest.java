package dev.serai.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.api.event.ApiServer;
import dev.serai.testing.SseClient;
import dev.serai.testing.SseClient.Block;
import dev.serai.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader that stops reading while its connection stays open. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SlowReaderTest {

    private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;
    private static final int EVENTS = 40;

    /** Together far more than the buffers on the way can hold. */
    private static final String LARGE = "\"" + "x".repeat(512 * 1024) + "\"";

    private StreamServer hub;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void isCutAndCanGoOnWithoutAGap() throws IOException {
        hub = new StreamServer("serai.stream.write-timeout=300ms");
        List<String> written = appendMany();
        List<String> read = new ArrayList<>();
        String lastId;
        try (Socket socket = connect()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.counts().cut.get() == 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.readers() == 0);
            lastId = readToEnd(socket, read);
        }

        assertThat(read).hasSizeLessThan(EVENTS);
        try (SseClient client = hub.resume("", lastId)) {
            while (read.size() < EVENTS) {
                read.add(id(client.nextEvent()));
            }
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    void hearsWhyWhenItWakesUpInTime() throws IOException {
        hub = new StreamServer("serai.stream.write-timeout=3s");
        appendMany();
        List<String> events = new ArrayList<>();
        try (Socket socket = connect()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.counts().cut.get() == 1);
            LinkedBlockingQueue<Block> blocks = read(socket);
            Block last = null;
            for (Block block = blocks.remove(); block != Block.END; block = blocks.remove()) {
                last = block;
                events.add(block.event());
            }
            assertThat(last.event()).isEqualTo("bye");
            assertThat(last.data()).contains("too-slow");
        }
        assertThat(events).hasSizeLessThan(EVENTS);
    }

    @Test
    void costsOtherReadersNothing() throws IOException {
        hub = new StreamServer("serai.stream.write-timeout=5s");
        try (Socket slow = connect();
                SseClient other = hub.open("?since=start")) {
            assertThat(slow.isConnected()).isTrue();
            List<String> written = appendMany();
            List<String> read = new ArrayList<>();
            while (read.size() < EVENTS) {
                read.add(id(other.nextEvent()));
            }
            assertThat(read).isEqualTo(written);
            assertThat(hub.counts().cut).hasValue(0);
        }
    }

    private List<String> appendMany() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ids.add(hub.append("test.large", LARGE));
        }
        return ids;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress("localhost", hub.http().port()));
        // HTTP/1.0: the answer comes without chunks and ends with the connection.
        String request =
                "GET /api/v1/stream?since=start HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer "
                        + TestServer.KEY
                        + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readToEnd(Socket socket, List<String> ids) throws IOException {
        String lastId = null;
        for (Block block : read(socket)) {
            if (block != Block.END) {
                lastId = block.lastId() == null ? lastId : block.lastId();
                if (block.data() != null && !block.event().equals("bye")) {
                    ids.add(id(block));
                }
            }
        }
        return lastId;
    }

    private static LinkedBlockingQueue<Block> read(Socket socket) throws IOException {
        LinkedBlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !line.isEmpty(); ) {
            line = lines.readLine();
        }
        SseClient.readBlocks(lines, blocks, id -> {});
        return blocks;
    }

    private static String id(Block block) {
        return ApiServer.json(block.data()).path("id").asText();
    }
}
