package dev.serai.route.sink;

import dev.serai.stream.LiveTail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the component that feeds the live readers. */
@Configuration(proxyBeanMethods = false)
final class LiveConfiguration {

    @Bean("live-component")
    LiveComponent liveComponent(LiveTail tail) {
        return new LiveComponent(tail);
    }
}
