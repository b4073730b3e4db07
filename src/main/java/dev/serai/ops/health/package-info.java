/**
 * Whether the hub is well: looked at in the background, told without asking anybody. Readiness is
 * about accepting events, so only the database can end it; a sink or a Kafka that is away shows as
 * degraded, and the log keeps what is meant for it.
 */
@NullMarked
package dev.serai.ops.health;

import org.jspecify.annotations.NullMarked;
