package dev.serai.relay.batch;

import dev.serai.parked.ParkedEvent;

/**
 * Why a sink will never take an entry.
 *
 * @param detail for a person; never a secret
 */
public record Refusal(ParkedEvent.Reason reason, String detail) {}
