package dev.serai.route.sink;

import dev.serai.outbox.Entry;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.batch.SinkAway;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.route.fault.Failures;
import dev.serai.route.traffic.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Serves a sink while its route runs: each batch becomes an exchange. */
final class OutboxConsumer extends DefaultConsumer implements Suspendable {

    /** The exchange property that holds the {@link Batch}. */
    static final String BATCH = "CamelSeraiBatch";

    /** The exchange property that holds the {@link Session}. */
    static final String SESSION = "CamelSeraiSession";

    /** The exchange property that holds what the route has {@link Parked}. */
    static final String PARKED = "CamelSeraiParked";

    /** The header, without batches, that holds the event's place in the log: {@code 7-4711}. */
    static final String POSITION = "CamelSeraiPosition";

    /**
     * The same place as a number: the later of two events of one key has the larger one, as long as
     * the log is the same.
     */
    static final String OFFSET = "CamelSeraiOffset";

    private final Outlets outlets;
    private final SinkName sink;
    private final SinkOptions options;
    private final EventForm form;
    private final Failures failures;
    private final AtomicReference<Traffic> traffic = new AtomicReference<>(new Traffic());

    OutboxConsumer(
            Endpoint endpoint,
            Processor processor,
            Outlets outlets,
            SinkName sink,
            SinkOptions options,
            EventForm form,
            Failures failures) {
        super(endpoint, processor);
        this.outlets = outlets;
        this.sink = sink;
        this.options = options;
        this.form = form;
        this.failures = failures;
    }

    SinkName sink() {
        return sink;
    }

    SinkOptions options() {
        return options;
    }

    /** Where its batches are counted from now on. */
    void count(Traffic other) {
        traffic.set(other);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        outlets.started(this);
    }

    @Override
    protected void doStop() throws Exception {
        outlets.stopped(this);
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        outlets.stopped(this);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        outlets.resumed(this);
    }

    /** Sends a batch through the route; an exception means that it is to come again. */
    void handle(Batch batch, Session session) throws Exception {
        Traffic counted = traffic.get();
        boolean done = false;
        counted.begin();
        try {
            send(batch, session);
            done = true;
        } finally {
            counted.end(!done);
        }
    }

    private void send(Batch batch, Session session) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.setProperty(BATCH, batch);
        exchange.setProperty(SESSION, session);
        Parked parked = new Parked();
        exchange.setProperty(PARKED, parked);
        fill(exchange.getMessage(), batch.entries(), options.portions().together(), form);
        CompletableFuture<Void> routed = new CompletableFuture<>();
        getAsyncProcessor().process(exchange, doneSync -> routed.complete(null));
        try {
            routed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it is never completed with an exception", e);
        }
        // One that was interrupted is still on its way, so it is not given back.
        Exception failure = failure(exchange);
        releaseExchange(exchange, false);
        Optional<Refused> refused = parked.refused();
        if (refused.isPresent()) {
            throw refused.get();
        }
        if (failure != null) {
            throw failures.meaning(failure);
        }
    }

    /** Makes a message carry events: one, or together as many as there are. */
    static void fill(Message message, List<Entry> entries, boolean together, EventForm form) {
        if (together) {
            form.fill(message, entries);
            return;
        }
        Entry entry = entries.getFirst();
        form.fill(message, entry.event());
        message.setHeader(POSITION, entry.position().toString());
        message.setHeader(OFFSET, entry.position().offset());
    }

    /** Null only when the route went to its end: to count a batch as done by mistake loses it. */
    private static @Nullable Exception failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return new SinkAway("the route has rolled the batch back");
        }
        if (isSet(exchange, ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_REJECTED)) {
            return new SinkAway("a circuit breaker of the route is open");
        }
        if (isSet(exchange, ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_IGNORED)) {
            return new SinkAway("a circuit breaker of the route hid a failure");
        }
        return null;
    }

    private static boolean isSet(Exchange exchange, ExchangePropertyKey key) {
        return exchange.getProperty(key, false, Boolean.class);
    }
}
