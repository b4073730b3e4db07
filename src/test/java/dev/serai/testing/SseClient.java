package dev.serai.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads server-sent events as a browser does: an id is kept as soon as its block is over, and a
 * block without data is no event.
 */
public final class SseClient implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
    private volatile String lastId;

    /**
     * A block of the stream.
     *
     * @param lastId the last id that was sent up to its end
     * @param event null for none
     * @param data null for none: it is no event then
     * @param comment null for none
     */
    public record Block(String lastId, String event, String data, String comment) {

        /** What comes after the last block. */
        public static final Block END = new Block(null, null, null, null);
    }

    private SseClient(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /** Connects; the answer must be a stream. */
    public static SseClient open(TestServer server, String path, String lastEventId) {
        var request = server.request(path);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                server.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("status " + response.statusCode());
        }
        SseClient client = new SseClient(response);
        Thread.ofVirtual().start(client::read);
        return client;
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    /** The id to come again with. */
    public String lastId() {
        return lastId;
    }

    /** The next block of any kind. */
    public Block next() {
        try {
            Block block = blocks.poll(10, TimeUnit.SECONDS);
            if (block == null) {
                throw new AssertionError("nothing came for 10 s");
            }
            return block;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event, whatever comes in between; null at the end. */
    public Block nextEvent() {
        Block block = next();
        while (block != Block.END && block.data() == null) {
            block = next();
        }
        return block == Block.END ? null : block;
    }

    /** The next block if one comes in time, else null. */
    public Block poll(Duration within) {
        try {
            return blocks.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            readBlocks(lines, blocks, id -> lastId = id);
        } catch (IOException e) {
            // The connection was cut, by this test or the hub; what came counts.
            blocks.add(Block.END);
        }
    }

    /** Reads blocks to the end of a stream. */
    public static void readBlocks(
            BufferedReader lines, BlockingQueue<Block> blocks, Consumer<String> keepId)
            throws IOException {
        String id = null;
        String event = null;
        String data = null;
        String comment = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                keepId.accept(id);
                blocks.add(new Block(id, event, data, comment));
                event = null;
                data = null;
                comment = null;
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith(":")) {
                comment = line.substring(1).strip();
            }
        }
        blocks.add(Block.END);
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
