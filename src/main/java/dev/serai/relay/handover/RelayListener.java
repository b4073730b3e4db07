package dev.serai.relay.handover;

import dev.serai.parked.ParkedEvent;
import dev.serai.relay.sink.SinkName;
import java.time.Duration;

/** Is told what the relay does, for metrics. Called on the relay's threads; must be quick. */
public interface RelayListener {

    /** Listens to nothing. */
    RelayListener NOOP = new RelayListener() {};

    /** A sink is done with a batch. */
    default void delivered(SinkName sink, int events, Duration took) {}

    /** A batch failed, or could not be read; it comes again. */
    default void failed(SinkName sink, Throwable cause) {}

    /** An event was parked. */
    default void parked(SinkName sink, ParkedEvent.Reason reason) {}

    /** This hub serves a group of a sink's shards from now on. */
    default void leaseGained(SinkName sink, int group) {}

    /** This hub serves it no more. */
    default void leaseLost(SinkName sink, int group) {}
}
