package dev.serai.route.sink;

import dev.serai.stream.LiveTail;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code live:stream}: the live readers of this hub. */
final class LiveComponent extends DefaultComponent {

    /** The only name there is: Camel wants one, and there may be more kinds of readers one day. */
    static final String STREAM = "stream";

    private final LiveTail tail;

    LiveComponent(LiveTail tail) {
        this.tail = tail;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        if (!name.equals(STREAM)) {
            throw new IllegalArgumentException("live: has only live:" + STREAM);
        }
        return new LiveEndpoint(uri, this, tail);
    }
}
