package dev.serai.outbox;

/**
 * How many transactions append at the same time: each needs a connection of its own.
 *
 * @param count 1 to 16
 */
public record LogLanes(int count) {}
