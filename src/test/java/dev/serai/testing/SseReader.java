package dev.serai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reader of the live stream as a browser is one: comes again with the last id, whatever happens
 * to the hub.
 */
public final class SseReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI uri;
    private final List<JsonNode> events = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final Thread thread;
    private String lastId = "";
    private int resets;

    public SseReader(URI uri) {
        this.uri = uri;
        this.thread = Thread.ofPlatform().name("sse-reader").start(this::run);
    }

    /** Waits until it is connected for the first time. */
    public SseReader awaitConnected() {
        try {
            if (!connected.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the stream did not open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** The events received so far: structured CloudEvents. */
    public List<JsonNode> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    public int resets() {
        synchronized (events) {
            return resets;
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        thread.interrupt();
    }

    private void run() {
        while (!stopped.get()) {
            try {
                read();
            } catch (IOException e) {
                // The hub is away: come again.
            } catch (InterruptedException e) {
                return;
            }
            try {
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read() throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + HubProcess.API_KEY)
                        .header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                return;
            }
            String line = lines.readLine();
            // The comment at the beginning says that the stream stands.
            connected.countDown();
            String event = "";
            StringBuilder data = new StringBuilder();
            while (line != null) {
                if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty()) {
                    dispatch(event, data.toString());
                    event = "";
                    data.setLength(0);
                }
                line = lines.readLine();
            }
        }
    }

    private void dispatch(String event, String data) throws IOException {
        if (data.isEmpty()) {
            return;
        }
        synchronized (events) {
            if (event.equals("reset")) {
                resets++;
            } else if (!event.equals("bye")) {
                events.add(JSON.readTree(data));
            }
        }
    }
}
