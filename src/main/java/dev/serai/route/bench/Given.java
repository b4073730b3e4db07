package dev.serai.route.bench;

import dev.serai.event.Event;
import dev.serai.outbox.RawRequest;
import java.util.Map;

/** What a draft is tried on. */
public sealed interface Given {

    /** A request, as a provider would send it. */
    record Request(RawRequest request) implements Given {}

    /** An event, as the log would bring it. */
    record Happened(Event event) implements Given {}

    /** A message. */
    record Message(byte[] body, Map<String, String> headers) implements Given {

        public Message {
            headers = Map.copyOf(headers);
        }
    }
}
