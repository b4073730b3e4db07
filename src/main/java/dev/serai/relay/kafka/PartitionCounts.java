package dev.serai.relay.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notices topics whose number of partitions has changed since the hub first saw them: the events of
 * one key are then in two partitions, and may be read out of order. Thread-safe.
 */
public final class PartitionCounts {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionCounts.class);

    private static final String FIRST =
            """
            with seen as (
                insert into serai.kafka_topic (id, topic, partitions) values (?, ?, ?)
                on conflict (id) do nothing returning partitions)
            select partitions from seen union all select partitions from serai.kafka_topic where id = ?
            """;

    private final Topics topics;
    private final JdbcClient jdbc;
    private final Map<String, Integer> unchanged = new ConcurrentHashMap<>();
    private final Map<String, Integer> warned = new ConcurrentHashMap<>();

    PartitionCounts(Topics topics, JdbcClient jdbc) {
        this.topics = topics;
        this.jdbc = jdbc;
    }

    /**
     * Looks at the topics that routes name; not at those that are made up of expressions.
     *
     * @return for each topic that has changed, how, and what to do about it
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
     * @throws org.springframework.dao.DataAccessException if the database does not
     */
    public List<String> changes(Admin admin) {
        List<String> changes = new ArrayList<>();
        for (String topic : topics.wanted()) {
            Topics.find(admin, topic).flatMap(this::change).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<String> change(TopicDescription topic) {
        String id = topic.topicId().toString();
        int count = topic.partitions().size();
        if (Integer.valueOf(count).equals(unchanged.get(id))) {
            return Optional.empty();
        }
        int first = first(id, topic.name(), count);
        if (first == count) {
            unchanged.put(id, count);
            return Optional.empty();
        }
        String change = describe(topic.name(), first, count);
        if (!Integer.valueOf(count).equals(warned.put(id, count))) {
            LOG.warn(change);
        }
        return Optional.of(change);
    }

    private int first(String id, String topic, int count) {
        return jdbc.sql(FIRST).params(id, topic, count, id).query(Integer.class).list().getFirst();
    }

    private static String describe(String topic, int first, int count) {
        return """
               Kafka's topic %s has %d partitions and had %d when the hub first saw it: events of one key may \
               be in two of them and be read out of order. Let the hub send to a new topic; or, once the older \
               events have been read, accept it: delete from serai.kafka_topic where topic = '%s'"""
                .formatted(topic, count, first, topic);
    }
}
