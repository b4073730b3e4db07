/**
 * Exactly once into Kafka: a sink's records and its place in the log are committed in one
 * transaction. Knows the log and the relay, nothing of Camel.
 */
@NullMarked
package dev.serai.relay.kafka;

import org.jspecify.annotations.NullMarked;
