package dev.serai.relay.handover;

import dev.serai.relay.batch.BatchHandler;
import dev.serai.relay.cursor.Sessions;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;

/** A sink as it was registered. */
public record Sink(SinkName name, SinkOptions options, Sessions sessions, BatchHandler handler) {}
