package dev.serai.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Partitions that are added behind the hub's back. */
class PartitionCountsTest {

    private final TestKafka kafka = new TestKafka();
    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTopicThatGotMorePartitionsIsNoticedUntilItIsAccepted() {
        kafka.topics().want(kafka.topic());
        try (Admin admin = kafka.clients().admin()) {
            assertThat(counts().changes(admin)).as("it is not there yet").isEmpty();
            kafka.makeTopics();
            assertThat(counts().changes(admin)).isEmpty();
            PartitionCounts running = counts();
            assertThat(running.changes(admin)).isEmpty();

            KafkaClients.await(
                    admin.createPartitions(Map.of(kafka.topic(), NewPartitions.increaseTo(5)))
                            .all());

            String change = kafka.topic() + " has 5 partitions and had 3";
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(running.changes(admin))
                                            .singleElement()
                                            .asString()
                                            .contains(change));
            assertThat(counts().changes(admin)).as("after a restart").hasSize(1);

            JdbcClient.create(database.dataSource()).sql("delete from serai.kafka_topic").update();
            assertThat(running.changes(admin)).isEmpty();
        }
    }

    private PartitionCounts counts() {
        return new PartitionCounts(
                (Topics) kafka.topics(), JdbcClient.create(database.dataSource()));
    }
}
