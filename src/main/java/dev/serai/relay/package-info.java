/**
 * Reads the log for each sink, hands it batches in order and keeps its place: leases, cursors,
 * outages, parking and replay. Knows nothing of Camel or Kafka.
 */
@NullMarked
package dev.serai.relay;

import org.jspecify.annotations.NullMarked;
