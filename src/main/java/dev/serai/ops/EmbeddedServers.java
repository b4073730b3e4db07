package dev.serai.ops;

import dev.serai.ops.embedded.DataDirectory;
import dev.serai.ops.embedded.EmbeddedPostgres;
import dev.serai.ops.embedded.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that this hub brings along, if any. They start side by side as soon as this exists,
 * while the rest of the hub is still put together; who asks for one waits for it.
 */
final class EmbeddedServers implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedServers.class);

    private final @Nullable DataDirectory directory;
    private final @Nullable CompletableFuture<EmbeddedPostgres> postgres;
    private final @Nullable CompletableFuture<EmbeddedKafka> kafka;

    EmbeddedServers(
            HubProperties hub,
            DatabaseProperties database,
            KafkaProperties kafka,
            RandomGenerator random) {
        boolean any = database.embedded() || kafka.isEmbedded();
        this.directory = any ? DataDirectory.take(hub.folder()) : null;
        this.postgres =
                database.embedded()
                        ? started(() -> startPostgres(folder("postgres"), random))
                        : null;
        this.kafka =
                kafka.isEmbedded()
                        ? started(() -> startKafka(folder("kafka"), kafka.embedded().port()))
                        : null;
    }

    /** The embedded PostgreSQL, once it serves; only if it is to be. */
    EmbeddedPostgres postgres() {
        return wait(postgres);
    }

    /** The embedded Kafka, once it serves; only if it is to be. */
    EmbeddedKafka kafka() {
        return wait(kafka);
    }

    /** Stops what runs, waiting for what is still starting, and lets go of the folder. */
    @Override
    public void close() {
        try {
            close(kafka, "Kafka");
            close(postgres, "PostgreSQL");
        } finally {
            if (directory != null) {
                directory.close();
            }
        }
    }

    private Path folder(String name) {
        if (directory == null) {
            throw new IllegalStateException("no server is embedded, so there is no folder");
        }
        return directory.folder(name);
    }

    private static EmbeddedPostgres startPostgres(Path folder, RandomGenerator random) {
        return EmbeddedPostgres.start(folder, random);
    }

    private static EmbeddedKafka startKafka(Path folder, int port) {
        try {
            return EmbeddedKafka.start(folder, port);
        } catch (IllegalStateException e) {
            throw new StartRefused(
                    "The embedded Kafka does not start: " + e.getMessage() + ".",
                    "Name a Kafka of yours in serai.kafka.bootstrap-servers"
                            + " (SERAI_KAFKA_BOOTSTRAP_SERVERS), or say none there to run without.",
                    e);
        }
    }

    private static <T> CompletableFuture<T> started(Supplier<T> start) {
        CompletableFuture<T> future = new CompletableFuture<>();
        // A platform thread: both run native code that would pin a virtual one.
        Thread.ofPlatform()
                .name("embedded-start")
                .daemon()
                .start(() -> future.completeAsync(start, Runnable::run));
        return future;
    }

    private static <T> T wait(@Nullable CompletableFuture<T> server) {
        if (server == null) {
            throw new IllegalStateException("this server is not embedded");
        }
        try {
            return server.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static <T extends AutoCloseable> void close(
            @Nullable CompletableFuture<T> server, String name) {
        if (server == null) {
            return;
        }
        try {
            server.join().close();
        } catch (CompletionException e) {
            LOGGER.debug("{} has not started, so there is nothing to stop", name);
        } catch (Exception e) { // whatever it is, the other server must be stopped too
            LOGGER.warn("{} did not stop cleanly; its next start recovers", name, e);
        }
    }
}
