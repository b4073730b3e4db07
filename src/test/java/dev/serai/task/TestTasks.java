package dev.serai.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.Samples;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tasks on a test's database, and one hub's loop that does them. */
public final class TestTasks implements AutoCloseable {

    private final PostgresTasks tasks;
    private final RunTasks loop;

    private TestTasks(PostgresTasks tasks, RunTasks loop) {
        this.tasks = tasks;
        this.loop = loop;
    }

    public static TestTasks on(DataSource dataSource, ObjectMapper json, Work... works) {
        TaskSignal signal = new TaskSignal();
        PostgresTasks tasks =
                new PostgresTasks(JdbcClient.create(dataSource), json, Samples.KSUID, signal);
        RunTasks loop =
                new RunTasks(
                        tasks,
                        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                        List.of(works),
                        signal);
        loop.start();
        return new TestTasks(tasks, loop);
    }

    public Tasks tasks() {
        return tasks;
    }

    @Override
    public void close() {
        loop.stop();
    }
}
