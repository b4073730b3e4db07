package dev.serai.e2e;

import dev.serai.testing.HubProcess;
import dev.serai.testing.KeptConnection;
import dev.serai.testing.Razorpay;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Senders that behave as providers do: each sends its own orders' webhooks one after another, and a
 * webhook that was not answered with 2xx again and again, with the same id, to whichever hub
 * answers.
 */
public final class Load implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\" ?: ?\"(msg_[0-9A-Za-z]{27})\"");
    private static final long PAUSE_MS = 20;

    private static final int USUAL_RATE = 400;

    private static final String ORDERS = "order_Load";

    private final String orders;
    private final long each;
    private final List<HubProcess> hubs;
    private final Ledger ledger;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** As fast as tests need it, and leaves the machine to the hubs. */
    Load(List<HubProcess> hubs, Ledger ledger, int senders) {
        this(hubs, ORDERS, ledger, senders, USUAL_RATE);
    }

    Load(List<HubProcess> hubs, Ledger ledger, int senders, int perSecond) {
        this(hubs, ORDERS, ledger, senders, perSecond);
    }

    /**
     * @param orders how the keys begin; two loads of one ledger have different ones
     * @param perSecond how many webhooks a second all senders together try to send
     */
    public Load(List<HubProcess> hubs, String orders, Ledger ledger, int senders, int perSecond) {
        this.hubs = hubs;
        this.orders = orders;
        this.ledger = ledger;
        this.each = TimeUnit.SECONDS.toNanos(senders) / perSecond;
        for (int i = 0; i < senders; i++) {
            int sender = i;
            threads.add(Thread.ofPlatform().name("sender-" + i).start(() -> send(sender)));
        }
    }

    /** How many times a hub answered 503. */
    public long unavailable() {
        return unavailable.get();
    }

    /** How many answers were neither 200 nor 503. */
    public int unexpected() {
        return unexpected.get();
    }

    /** Sends for some time, and ends. */
    public void runFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        close();
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
        List<KeptConnection> connections =
                hubs.stream().map(hub -> new KeptConnection(hub.uri("/in/razorpay"))).toList();
        try {
            send(sender, connections);
        } finally {
            connections.forEach(KeptConnection::close);
        }
    }

    private void send(int sender, List<KeptConnection> connections) {
        String order = orders + sender;
        long due = System.nanoTime() + sender * each / Math.max(1, hubs.size());
        for (int number = 0; !stopped.get(); number++) {
            String eventId = "evt_" + order + "_" + number;
            String body = Razorpay.captured("pay_" + order + "_" + number, order);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            due += each;
            byte[] request = KeptConnection.razorpay("/in/razorpay", eventId, body);
            String id = null;
            for (int attempt = sender; id == null && !stopped.get(); attempt++) {
                id = tryOnce(connections.get(attempt % hubs.size()), request);
            }
            if (id != null) {
                ledger.accepted(order, id);
            }
        }
    }

    private @Nullable String tryOnce(KeptConnection hub, byte[] request) {
        try {
            KeptConnection.Answer answer = hub.send(request);
            Matcher id = ID.matcher(answer.body());
            if (answer.status() == 200 && id.find()) {
                return id.group(1);
            }
            note(answer.status());
        } catch (IOException e) {
            // The hub is away: once more, as a provider would.
        }
        pause();
        return null;
    }

    private void note(int status) {
        // A hub whose routes are starting or stopping answers 503 too: nothing is lost by it.
        if (status == 503) {
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
