package dev.serai.api.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was answered.
 *
 * @param status the HTTP status
 * @param contentType the media type, or null for no body
 * @param body the bytes
 */
record StoredAnswer(int status, @Nullable String contentType, byte[] body) {}
