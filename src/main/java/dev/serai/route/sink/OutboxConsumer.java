package dev.serai.route.sink;

import dev.serai.outbox.Entry;
import dev.serai.relay.Batch;
import dev.serai.relay.Refused;
import dev.serai.relay.Relays;
import dev.serai.relay.Session;
import dev.serai.relay.SinkName;
import dev.serai.relay.SinkOptions;
import dev.serai.relay.kafka.EventHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a sink while its route runs: each batch becomes an exchange. */
final class OutboxConsumer extends DefaultConsumer implements Suspendable {

    /** The exchange property that holds the {@link Batch}. */
    static final String BATCH = "CamelSeraiBatch";

    /** The exchange property that holds the {@link Session}. */
    static final String SESSION = "CamelSeraiSession";

    /** The header, without batches, that holds the event's place in the log. */
    static final String POSITION = "CamelSeraiPosition";

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConsumer.class);

    private final Relays relays;
    private final SinkName sink;
    private final SinkOptions options;
    private final boolean inBatches;

    OutboxConsumer(
            Endpoint endpoint,
            Processor processor,
            Relays relays,
            SinkName sink,
            SinkOptions options,
            boolean inBatches) {
        super(endpoint, processor);
        this.relays = relays;
        this.sink = sink;
        this.options = options;
        this.inBatches = inBatches;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (relays.canKeepIn(options.keeper())) {
            relays.register(sink, options, this::handle);
        } else {
            LOG.info("Sink {} is not served: its place is kept in Kafka, and there is none", sink);
        }
    }

    @Override
    protected void doStop() throws Exception {
        relays.unregister(sink);
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        relays.unregister(sink);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        doStart();
    }

    private void handle(Batch batch, Session session) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.setProperty(BATCH, batch);
        exchange.setProperty(SESSION, session);
        fill(exchange.getMessage(), batch);
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
        if (failure != null) {
            throw failure;
        }
    }

    private void fill(Message message, Batch batch) {
        if (inBatches) {
            message.setBody(batch.entries());
            return;
        }
        Entry entry = batch.entries().getFirst();
        EventHeaders.of(entry.event()).forEach(message::setHeader);
        message.removeHeader(EventHeaders.CONTENT_TYPE);
        message.setHeader(Exchange.CONTENT_TYPE, entry.event().dataContentType());
        message.setHeader(POSITION, entry.position().toString());
        message.setBody(entry.event().data());
    }

    /** Null only when the route went to its end: to count a batch as done by mistake loses it. */
    private static @Nullable Exception failure(Exchange exchange) {
        Exception exception = exchange.getException();
        if (exception != null) {
            Refused refused = exchange.getException(Refused.class);
            return refused == null ? exception : refused;
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return new IllegalStateException("the route has rolled the batch back");
        }
        if (isSet(exchange, ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_REJECTED)) {
            return new IllegalStateException("a circuit breaker of the route is open");
        }
        if (isSet(exchange, ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_IGNORED)) {
            return new IllegalStateException("a circuit breaker of the route hid a failure");
        }
        return null;
    }

    private static boolean isSet(Exchange exchange, ExchangePropertyKey key) {
        return exchange.getProperty(key, false, Boolean.class);
    }
}
