package dev.serai.outbox.reading;

import dev.serai.outbox.EventLog;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What reads the log on a test's database. */
public final class TestReading implements AutoCloseable {

    private final AppendSignal signal = new AppendSignal();
    private final HubSignal hubSignal;
    private final PostgresEventLog log;

    public TestReading(DataSource dataSource) {
        hubSignal = new HubSignal(dataSource, signal);
        log = new PostgresEventLog(new JdbcTemplate(dataSource), signal);
    }

    public EventLog log() {
        return log;
    }

    /** This hub has appended something. */
    public void appended() {
        hubSignal.appended();
    }

    @Override
    public void close() {
        hubSignal.close();
        signal.close();
    }
}
