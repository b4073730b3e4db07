package dev.serai.ingress;

import dev.serai.event.EventId;

/**
 * What an accepted sender gets: its event is durable.
 *
 * @param id the event's id; of the original, when this was a copy
 * @param duplicate whether it had come before
 */
public record Receipt(EventId id, boolean duplicate) {}
