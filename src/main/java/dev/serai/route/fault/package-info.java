/**
 * What a failure of a sink's route means: that the far end is away, which is waited for, or that it
 * will not have this one event, which is parked after a few attempts. Decided here and nowhere
 * else; a route has its own say by {@code park:}.
 */
@NullMarked
package dev.serai.route.fault;

import org.jspecify.annotations.NullMarked;
