package dev.serai.route.sink;

import dev.serai.delivery.Deliveries;
import dev.serai.outbox.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Hands a batch, or one entry, to the engine and goes on when it is settled. Holds no thread. */
final class DeliverProducer extends DefaultAsyncProducer {

    private final Deliveries deliveries;

    DeliverProducer(Endpoint endpoint, Deliveries deliveries) {
        super(endpoint);
        this.deliveries = deliveries;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<Entry> entries = new ArrayList<>();
        Object body = exchange.getMessage().getBody();
        if (!read(body, entries)) {
            exchange.setException(
                    new IllegalArgumentException(
                            "deliver: takes the entries of a route that begins with outbox:"));
            callback.done(true);
            return true;
        }
        deliveries
                .accept(entries)
                .whenComplete(
                        (nothing, problem) -> {
                            if (problem != null) {
                                exchange.setException(unwrapped(problem));
                            }
                            callback.done(false);
                        });
        return false;
    }

    private static boolean read(@Nullable Object body, List<Entry> entries) {
        if (body instanceof Entry entry) {
            return entries.add(entry);
        }
        // No Iterable: JSON is one too, of its parts, and a text of it has none.
        if (!(body instanceof Collection<?> items)) {
            return false;
        }
        for (Object item : items) {
            if (!(item instanceof Entry entry)) {
                return false;
            }
            entries.add(entry);
        }
        return true;
    }

    private static Throwable unwrapped(Throwable problem) {
        Throwable cause = problem.getCause();
        return problem instanceof CompletionException && cause != null ? cause : problem;
    }
}
