/**
 * Carries one event to one endpoint, once: signing, connecting to a checked address, deadlines, the
 * circuit breaker, the throttle. Knows nothing of retries, rows or the database.
 */
@NullMarked
package dev.serai.delivery.courier;

import org.jspecify.annotations.NullMarked;
