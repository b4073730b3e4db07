package dev.serai.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Senders that behave as providers do: each sends its own orders' webhooks one after another, and a
 * webhook that was not answered with 2xx again and again, with the same id, to whichever hub
 * answers.
 */
final class Load implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_MS = 20;

    private final List<HubProcess> hubs;
    private final Ledger ledger;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    Load(List<HubProcess> hubs, Ledger ledger, int senders) {
        this.hubs = hubs;
        this.ledger = ledger;
        for (int i = 0; i < senders; i++) {
            int sender = i;
            threads.add(Thread.ofPlatform().name("sender-" + i).start(() -> send(sender)));
        }
    }

    /** How many times a hub answered 503. */
    long unavailable() {
        return unavailable.get();
    }

    /** How many answers were neither 200 nor 503. */
    int unexpected() {
        return unexpected.get();
    }

    @Override
    public void close() {
        stopped.set(true);
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void send(int sender) {
        String order = "order_Load" + sender;
        for (int number = 0; !stopped.get(); number++) {
            String eventId = "evt_" + sender + "_" + number;
            String body = Razorpay.captured("pay_" + sender + "_" + number, order);
            String id = null;
            for (int attempt = sender; id == null && !stopped.get(); attempt++) {
                id = tryOnce(hubs.get(attempt % hubs.size()), eventId, body);
            }
            if (id != null) {
                ledger.accepted(order, id);
            }
        }
    }

    private @Nullable String tryOnce(HubProcess hub, String eventId, String body) {
        try {
            HttpResponse<String> answer =
                    hub.send(Razorpay.webhook(hub.uri("/in/razorpay"), eventId, body));
            if (answer.statusCode() == 200) {
                JsonNode json = JSON.readTree(answer.body());
                return json.get("id").asText();
            }
            note(answer);
        } catch (IOException e) {
            // The hub is away: once more, as a provider would.
        }
        pause();
        return null;
    }

    private void note(HttpResponse<String> answer) {
        // A hub whose routes are starting or stopping answers 503 too: nothing is lost by it.
        if (answer.statusCode() == 503) {
            unavailable.incrementAndGet();
        } else {
            unexpected.incrementAndGet();
        }
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
