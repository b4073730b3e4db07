package dev.serai.task.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.delivery.Deliveries;
import dev.serai.delivery.standing.Standings;
import dev.serai.subscription.Endpoints;
import dev.serai.task.Work;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires who replays. */
@Configuration(proxyBeanMethods = false)
final class ReplayConfiguration {

    @Bean
    Work replayWork(
            Endpoints endpoints,
            Deliveries deliveries,
            Standings standings,
            DataSource dataSource,
            JdbcClient jdbc,
            ObjectMapper json) {
        return new ReplayWork(
                endpoints,
                deliveries,
                standings,
                new LogWalk(dataSource),
                new Backlog(jdbc),
                new Tags(jdbc),
                json);
    }
}
