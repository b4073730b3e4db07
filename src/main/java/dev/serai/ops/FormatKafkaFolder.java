package dev.serai.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Makes a folder ready for the embedded broker; one that is ready already is left as it is. */
final class FormatKafkaFolder {

    private FormatKafkaFolder() {}

    static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        String path = folder.toAbsolutePath().toString();
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(silent())
                    .setNodeId(EmbeddedKafkaSettings.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(EmbeddedKafkaSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(path)
                    .addDirectory(path)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + path + " for Kafka", e);
        }
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
