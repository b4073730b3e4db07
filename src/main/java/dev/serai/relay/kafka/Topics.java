package dev.serai.relay.kafka;

import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.lease.ShardGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics that are not there, and checks the one that must be right. Thread-safe. */
final class Topics implements KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private static final int REPLICAS = 3;

    /** Closed often, so that it is compacted often: it is read whole at every take-over. */
    private static final int CURSOR_SEGMENT_BYTES = 16 * 1024 * 1024;

    private final KafkaClients clients;
    private final KafkaClientProperties properties;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Topics(KafkaClients clients, KafkaClientProperties properties) {
        this.clients = clients;
        this.properties = properties;
    }

    @Override
    public void want(String topic) {
        wanted.add(topic);
    }

    /** The topics that routes send to, by name. */
    Set<String> wanted() {
        return Set.copyOf(wanted);
    }

    /** Makes the wanted topics that are not there; once each while this hub runs. */
    void makeWanted() {
        if (seen.containsAll(wanted)) {
            return;
        }
        try (Admin admin = clients.admin()) {
            for (String topic : wanted) {
                if (find(admin, topic).isEmpty()) {
                    makeEvents(admin, topic);
                }
                seen.add(topic);
            }
        }
    }

    /**
     * Sees to the cursor topic.
     *
     * @param hadPlaces whether the sink has been further than its beginning: then its places must
     *     be there
     */
    void checkCursors(boolean hadPlaces) {
        String topic = properties.cursorTopic();
        try (Admin admin = clients.admin()) {
            Optional<TopicDescription> found = find(admin, topic);
            if (found.isPresent()) {
                check(admin, found.get());
            } else if (hadPlaces) {
                throw new CannotContinue(
                        "Kafka's topic "
                                + topic
                                + ", which holds the sink's places, is gone: to begin again would"
                                + " repeat everything. To let the sink begin anew all the same,"
                                + " delete its rows of serai.cursor");
            } else {
                makeCursors(admin, topic);
            }
        }
    }

    /** A topic, if it is there. */
    static Optional<TopicDescription> find(Admin admin, String topic) {
        try {
            return Optional.of(
                    KafkaClients.await(
                            admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static void check(Admin admin, TopicDescription topic) {
        if (topic.partitions().size() < ShardGroup.COUNT) {
            throw new CannotContinue(
                    "Kafka's topic "
                            + topic.name()
                            + " has "
                            + topic.partitions().size()
                            + " partitions; the sinks' places need "
                            + ShardGroup.COUNT);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try {
            String policy =
                    KafkaClients.await(
                                    admin.describeConfigs(List.of(resource)).values().get(resource))
                            .get("cleanup.policy")
                            .value();
            if (!policy.equals("compact")) {
                throw new CannotContinue(
                        "Kafka's topic "
                                + topic.name()
                                + " has cleanup.policy="
                                + policy
                                + ", which would delete the sinks' places in time; it must be"
                                + " compact");
            }
        } catch (AuthorizationException e) {
            LOG.debug("The settings of topic {} may not be read, so are not checked", topic, e);
        }
    }

    private void makeCursors(Admin admin, String topic) {
        int nodes = KafkaClients.await(admin.describeCluster().nodes()).size();
        Map<String, String> settings = new HashMap<>();
        settings.put("cleanup.policy", "compact");
        settings.put("segment.bytes", String.valueOf(CURSOR_SEGMENT_BYTES));
        settings.put("min.cleanable.dirty.ratio", "0.1");
        settings.put("unclean.leader.election.enable", "false");
        Optional<Short> replicas = Optional.empty();
        if (nodes >= REPLICAS) {
            replicas = Optional.of((short) REPLICAS);
            settings.put("min.insync.replicas", String.valueOf(REPLICAS - 1));
        }
        create(
                admin,
                new NewTopic(topic, Optional.of(ShardGroup.COUNT), replicas).configs(settings));
    }

    private void makeEvents(Admin admin, String topic) {
        NewTopic wanted =
                new NewTopic(topic, Optional.of(properties.partitions()), Optional.empty());
        try {
            Map<String, String> large =
                    Map.of("max.message.bytes", String.valueOf(clients.limits().bytesMax()));
            create(
                    admin,
                    new NewTopic(topic, Optional.of(properties.partitions()), Optional.empty())
                            .configs(large));
        } catch (PolicyViolationException e) {
            LOG.info(
                    "Topic {} is made with the broker's own record limit: {}", topic, e.toString());
            create(admin, wanted);
        } catch (AuthorizationException e) {
            LOG.warn("Topic {} is not there, and the hub may not make it; events wait", topic);
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            KafkaClients.await(admin.createTopics(List.of(topic)).all());
            LOG.info("Made Kafka's topic {}", topic.name());
        } catch (TopicExistsException e) {
            LOG.debug("Another hub has just made topic {}", topic.name());
        }
    }
}
