package dev.serai.delivery.connection;

import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param retryAfter the value of that header, or null
 * @param start how the body begins
 */
public record Reply(int status, @Nullable String retryAfter, byte[] start) {}
