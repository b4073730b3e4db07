package dev.serai.api.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.event.EventOutcomes;
import dev.serai.task.Work;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Wires where the controllers of messages read and write. */
@Configuration(proxyBeanMethods = false)
final class MessageConfiguration {

    @Bean
    MessageStores messageStores(
            JdbcClient jdbc, TransactionOperations transactions, InstantSource clock) {
        return new MessageStores(
                new PostgresMessages(jdbc, clock),
                new TagStore(jdbc),
                new Expunge(jdbc, transactions));
    }

    @Bean
    Work purgeWork(
            MessageStores stores, EventOutcomes outcomes, ObjectMapper json, InstantSource clock) {
        return new PurgeWork(stores, outcomes, json, clock);
    }
}
