package dev.serai.relay;

/** A sink as it was registered. */
record Sink(SinkName name, SinkOptions options, Sessions sessions, BatchHandler handler) {}
