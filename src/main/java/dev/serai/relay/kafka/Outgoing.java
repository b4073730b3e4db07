package dev.serai.relay.kafka;

import dev.serai.event.Event;
import dev.serai.outbox.Position;

/**
 * An event on its way to Kafka.
 *
 * @param position where it is in the log
 * @param event the event, perhaps with its data mapped by the route
 * @param topic where to
 */
public record Outgoing(Position position, Event event, String topic) {}
