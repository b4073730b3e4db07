package dev.serai.delivery.standing;

/**
 * How many messages stand how at an endpoint.
 *
 * @param success those that it has
 * @param pending those that it was not sent yet
 * @param sending those that it is sent again
 * @param fail those that were given up on
 */
public record Counts(long success, long pending, long sending, long fail) {}
