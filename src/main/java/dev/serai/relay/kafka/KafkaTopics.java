package dev.serai.relay.kafka;

/** The topics that routes send to. Thread-safe. */
public interface KafkaTopics {

    /** A route sends to this topic: it is made when it is not there and the hub is allowed to. */
    void want(String topic);
}
