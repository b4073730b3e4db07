package dev.serai.relay.kafka;

import dev.serai.relay.lease.LeasedGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers, from one session to the next, for which groups the next batch is sent record by
 * record, because Kafka blamed several for what one did. Thread-safe.
 */
final class OneByOne {

    private final Set<String> groups = ConcurrentHashMap.newKeySet();

    boolean isOn(LeasedGroup group) {
        return groups.contains(group.toString());
    }

    void turnOn(LeasedGroup group) {
        groups.add(group.toString());
    }

    void turnOff(LeasedGroup group) {
        groups.remove(group.toString());
    }
}
