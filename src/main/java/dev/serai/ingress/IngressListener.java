package dev.serai.ingress;

import java.time.Duration;

/**
 * Is told what happens at the front door; must be quick and must not throw. A source's name is one
 * of a source that runs, or empty for requests to none.
 */
public interface IngressListener {

    /** Listens to nothing. */
    IngressListener NOOP = new IngressListener() {};

    /** A webhook became so many new events and copies; how long its sender waited. */
    default void accepted(String source, int events, int duplicates, Duration took) {}

    /** A webhook was authentic and brought no event. */
    default void empty(String source, Duration took) {}

    /** A sender's question was answered. */
    default void handshake(String source) {}

    /** A request was refused. */
    default void refused(String source, RefusalReason reason) {}

    /** An authentic webhook could not be mapped; it is kept and parked. */
    default void unmapped(String source) {}

    /** First-party events were published, so many of them copies. */
    default void published(int events, int duplicates, Duration took) {}

    /** Records of refusals were dropped, because there were too many to write. */
    default void rejectionsDropped(int count) {}

    /** Records of copies were dropped, because there were too many to write. */
    default void duplicatesDropped(int count) {}
}
