package dev.serai.route.lines;

import dev.serai.outbox.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Appends the message's entries. */
final class LinesProducer extends DefaultProducer {

    private final LinesFolder folder;

    LinesProducer(Endpoint endpoint, LinesFolder folder) {
        super(endpoint);
        this.folder = folder;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        List<Entry> entries = new ArrayList<>();
        // No Iterable: JSON is one too, of its parts, and a text of it has none.
        if (body instanceof Collection<?> items) {
            items.forEach(item -> entries.add(entry(item)));
        } else {
            entries.add(entry(body));
        }
        folder.append(entries);
    }

    private static Entry entry(Object item) {
        if (item instanceof Entry entry) {
            return entry;
        }
        throw new IllegalStateException(
                "lines: takes the entries of a route that begins with outbox: and batch: true");
    }
}
