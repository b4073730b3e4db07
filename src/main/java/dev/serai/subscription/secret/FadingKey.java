package dev.serai.subscription.secret;

import dev.serai.signing.outbound.WebhookKey;
import java.time.Instant;

/**
 * A key that was replaced and still signs beside its successor for a while.
 *
 * @param until from then on it does not
 */
public record FadingKey(WebhookKey key, Instant until) {}
