package dev.serai.api.message;

import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import java.util.List;

/**
 * An event of the log, as the outbound API calls it.
 *
 * @param tags by which its sender finds it again
 */
record Message(Entry entry, List<String> tags) {

    Message {
        tags = List.copyOf(tags);
    }

    Event event() {
        return entry.event();
    }
}
