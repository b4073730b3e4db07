package dev.serai.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.Ksuid;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Wires the tasks and who does them. */
@Configuration(proxyBeanMethods = false)
final class TaskConfiguration {

    @Bean
    TaskSignal taskSignal() {
        return new TaskSignal();
    }

    @Bean
    PostgresTasks tasks(JdbcClient jdbc, ObjectMapper json, Ksuid ksuid, TaskSignal signal) {
        return new PostgresTasks(jdbc, json, ksuid, signal);
    }

    @Bean
    RunTasks runTasks(
            PostgresTasks tasks,
            TransactionOperations transactions,
            ObjectProvider<Work> works,
            TaskSignal signal) {
        return new RunTasks(tasks, transactions, works.stream().toList(), signal);
    }
}
