package dev.serai.stream;

/** Is told what becomes of live readers. Must be quick and must not throw. */
public interface StreamListener {

    /** Nobody listens. */
    StreamListener NOOP = new StreamListener() {};

    /** A reader has come. */
    default void opened() {}

    /** A reader has gone, whoever ended it. */
    default void closed() {}

    /** Events were sent to a reader. */
    default void sent(int events) {}

    /** A reader was cut because it took nothing for too long. */
    default void cut() {}

    /** A reader's place was no more, and it was told so. */
    default void reset() {}

    /** A reader was turned away, because there are too many. */
    default void turnedAway() {}
}
