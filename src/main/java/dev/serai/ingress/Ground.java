package dev.serai.ingress;

import dev.serai.ingress.Webhook.Promise;
import dev.serai.outbox.DedupeKey;
import dev.serai.tenant.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an authentic webhook's events are made with.
 *
 * @param keys what the request alone gives
 * @param promise for a webhook that was authentic before, what it is to be
 */
record Ground(Source source, Owner owner, List<DedupeKey> keys, @Nullable Promise promise) {}
