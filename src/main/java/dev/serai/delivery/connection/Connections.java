package dev.serai.delivery.connection;

import dev.serai.subscription.EndpointUrl;
import dev.serai.subscription.secret.ClientIdentity;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Posts, and keeps the connections, clients and threads that it takes until it is closed.
 * Thread-safe.
 */
public final class Connections implements AutoCloseable {

    private static final Duration TIDY_EVERY = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService lookUps = LookUps.threads();
    private final PermittedUrls permitted;
    private final Client plain;
    private final IdentifiedClients identified;
    private final Exchange exchange;

    /** Opens them. */
    public Connections(Reach reach) {
        this(reach, InetAddress::getAllByName);
    }

    /** Opens them, with names of one's own. */
    Connections(Reach reach, CheckedDns.Names names) {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("serai-delivery-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        HttpHost proxy = reach.proxy() == null ? null : HttpHost.create(reach.proxy());
        CheckedDns dns =
                new CheckedDns(
                        reach.allowed().addresses(),
                        lookUps,
                        reach.times().connect(),
                        proxy == null ? "" : proxy.getHostName(),
                        names);
        Trust trust = new Trust(reach.trusted());
        permitted = new PermittedUrls(reach.allowed(), dns, proxy != null);
        plain = Client.open(dns, proxy, reach.times(), trust.context(null));
        identified =
                new IdentifiedClients(
                        identity ->
                                Client.open(
                                        dns, proxy, reach.times(), trust.context(identity.open())));
        exchange = new Exchange(timer);
        timer.scheduleWithFixedDelay(
                () -> Thread.startVirtualThread(this::tidy),
                TIDY_EVERY.toSeconds(),
                TIDY_EVERY.toSeconds(),
                TimeUnit.SECONDS);
    }

    /** Why an URL may not be posted to now; empty if it may. */
    public Optional<String> refusal(EndpointUrl url) {
        return permitted.refusal(url);
    }

    /**
     * Posts, and reads the answer.
     *
     * @param identity who the hub is in TLS; null for nobody
     * @param kept how many bytes of the answer's body are wanted at most
     * @throws NoReply if no status came before the deadline
     */
    public Reply post(
            HttpPost request, @Nullable ClientIdentity identity, Deadline deadline, int kept)
            throws NoReply {
        if (identity == null) {
            return exchange.make(plain.http(), request, deadline, kept, false);
        }
        try (IdentifiedClients.Use use = use(identity)) {
            return exchange.make(use.client().http(), request, deadline, kept, true);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        lookUps.shutdownNow();
        plain.end();
        identified.close();
    }

    private IdentifiedClients.Use use(ClientIdentity identity) throws NoReply {
        try {
            return identified.use(identity);
        } catch (IllegalArgumentException e) {
            throw new NoReply("not sent: the endpoint's client certificate " + e.getMessage());
        }
    }

    private void tidy() {
        plain.tidy();
        identified.tidy();
    }
}
