package dev.serai.bench;

import dev.serai.HubApplication;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.Position;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The hub with a log that forgets at once: what all but the storing costs. Only ever a limit to
 * measure against; without an annotation, so that no other hub finds it.
 */
public class StoresNothing {

    public static void main(String[] arguments) {
        new SpringApplication(HubApplication.class, StoresNothing.class).run(arguments);
    }

    @Bean
    @Primary
    Outbox forgetting() {
        return candidate ->
                CompletableFuture.completedFuture(
                        new Appended.New(candidate.event().id(), new Position(0, 0)));
    }
}
