package dev.serai.stream;

import dev.serai.outbox.EventLog;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the live stream. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
final class StreamConfiguration {

    @Bean
    LiveTail liveTail() {
        return new LiveTail();
    }

    @Bean(destroyMethod = "")
    LiveStreams liveStreams(
            EventLog log,
            LiveTail tail,
            JdbcClient jdbc,
            StreamProperties properties,
            ObjectProvider<StreamListener> listener) {
        return new LiveStreams(
                log,
                tail,
                new FindStart(log),
                properties,
                listener.getIfAvailable(() -> StreamListener.NOOP));
    }

    @Bean
    StopStreams stopStreams(LiveStreams streams) {
        return new StopStreams(streams);
    }

    /** Ends the streams before the server waits for requests that are under way: they never end. */
    static final class StopStreams implements SmartLifecycle {

        private final LiveStreams streams;
        private final AtomicBoolean running = new AtomicBoolean();

        StopStreams(LiveStreams streams) {
            this.streams = streams;
        }

        @Override
        public void start() {
            running.set(true);
        }

        @Override
        public void stop() {
            running.set(false);
            streams.close();
        }

        @Override
        public boolean isRunning() {
            return running.get();
        }

        @Override
        public int getPhase() {
            return Integer.MAX_VALUE;
        }
    }
}
