package dev.serai.route.door;

import dev.serai.ingress.Webhook;
import dev.serai.outbox.RawRequest;
import dev.serai.route.traffic.Traffic;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.Method;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** One path of the front door, and the route behind it. */
public final class FrontDoorConsumer extends DefaultConsumer
        implements PlatformHttpConsumer, Suspendable {

    /** The exchange property in which a webhook's own components find it. */
    public static final String WEBHOOK = "SeraiWebhook";

    private final PlatformHttpEndpoint endpoint;
    private final FrontDoor door;
    private final Set<String> methods;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean retired = new AtomicBoolean();
    private final AtomicReference<Traffic> traffic = new AtomicReference<>(new Traffic());

    FrontDoorConsumer(PlatformHttpEndpoint endpoint, Processor processor, FrontDoor door) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.door = door;
        this.methods = methods(endpoint.getHttpMethodRestrict());
    }

    /** A source takes POST when its route says nothing else. */
    private static Set<String> methods(@Nullable String restriction) {
        Set<String> names = new TreeSet<>();
        String given = restriction == null || restriction.isBlank() ? "POST" : restriction;
        for (String name : given.split(",")) {
            names.add(Method.valueOf(name.strip().toUpperCase(Locale.ROOT)).name());
        }
        return Set.copyOf(names);
    }

    /** The HTTP methods that the route takes. */
    Set<String> methods() {
        return methods;
    }

    /**
     * Keeps the route from ending, unless it is about to; whoever gets true must {@link #leave}.
     */
    boolean enter() {
        users.incrementAndGet();
        if (retired.get()) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        users.decrementAndGet();
    }

    /** Lets nobody enter any more. */
    void retire() {
        retired.set(true);
    }

    boolean isBusy() {
        return users.get() > 0;
    }

    /** Where its requests are counted from now on. */
    void count(Traffic other) {
        traffic.set(other);
    }

    /** Sends a webhook through the route; gives what the route failed with, or null. */
    @Nullable Throwable run(Webhook webhook) {
        Traffic counted = traffic.get();
        counted.begin();
        Throwable failure = send(webhook);
        counted.end(failure != null);
        return failure;
    }

    private @Nullable Throwable send(Webhook webhook) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange, webhook);
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception e) {
            // The backstop of a route: what happens next is decided by how far the webhook came.
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Makes an exchange carry a webhook. */
    public static void fill(Exchange exchange, Webhook webhook) {
        exchange.setProperty(WEBHOOK, webhook);
        Message message = exchange.getMessage();
        message.setBody(webhook.request().body());
        for (RawRequest.Header header : webhook.request().headers()) {
            RequestHeaders.add(message, header);
        }
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        door.started(endpoint.getPath(), this);
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        door.resumed(endpoint.getPath(), this);
    }

    @Override
    protected void doSuspend() throws Exception {
        door.close(endpoint.getPath(), this);
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        door.close(endpoint.getPath(), this);
        super.doStop();
    }
}
