package dev.serai.relay.status;

import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sink is doing that every hub serves for itself. It keeps no place: its readers know theirs.
 *
 * @param state as this hub sees it
 * @param since since when
 * @param detail why, when it backs off or has stopped
 */
public record BroadcastStatus(
        SinkName sink, RelayState state, Instant since, @Nullable String detail) {}
