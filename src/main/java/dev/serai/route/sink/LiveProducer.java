package dev.serai.route.sink;

import dev.serai.outbox.Entry;
import dev.serai.stream.LiveTail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Offers the message's entries to the live readers; never waits for any of them. */
final class LiveProducer extends DefaultProducer {

    private final LiveTail tail;

    LiveProducer(Endpoint endpoint, LiveTail tail) {
        super(endpoint);
        this.tail = tail;
    }

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        List<Entry> entries = new ArrayList<>();
        // No Iterable: JSON is one too, of its parts, and a text of it has none.
        if (body instanceof Collection<?> items) {
            items.forEach(item -> entries.add(entry(item)));
        } else {
            entries.add(entry(body));
        }
        tail.offer(entries);
    }

    private static Entry entry(Object item) {
        if (item instanceof Entry entry) {
            return entry;
        }
        throw new IllegalArgumentException(
                "live: takes the entries that outbox: hands out, and nothing else");
    }
}
