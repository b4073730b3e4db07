package dev.serai.relay.handover;

import dev.serai.event.Ksuid;
import dev.serai.outbox.EventLog;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.lease.PostgresStreaks;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What every relay of this hub works with.
 *
 * @param ticker nanoseconds, as {@link System#nanoTime()}
 */
public record RelayNeeds(
        EventLog log,
        ParkedEvents parked,
        PostgresStreaks streaks,
        Ksuid ksuid,
        InstantSource clock,
        RelayListener listener,
        RelayTimes times,
        LongSupplier ticker) {}
