package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootKeyTest {

    private final AccessConfiguration configuration = new AccessConfiguration();

    @TempDir private Path folder;

    @Test
    void takesTheConfiguredKey() {
        RootKey key = rootKey("sk_configured", "jdbc:postgresql://db/serai", 1);

        assertThat(key.reveal()).isEqualTo("sk_configured");
        assertThat(key.is("sk_configured")).isTrue();
        assertThat(key.is("sk_configureD")).isFalse();
        assertThat(key.is("")).isFalse();
    }

    @Test
    void neverPrintsItself() {
        AccessProperties properties =
                new AccessProperties("sk_hidden", "", "data", new AccessProperties.Database(""));

        assertThat(properties.toString()).doesNotContain("sk_hidden");
        assertThat(new RootKey("sk_hidden").toString()).doesNotContain("sk_hidden");
    }

    @Test
    void makesAKeyOnceInEmbeddedMode() throws IOException {
        RootKey first = rootKey("", "", 1);
        RootKey second = rootKey(" ", "", 2);

        assertThat(first.reveal()).matches("sk_[A-Za-z0-9_-]{43}");
        assertThat(second.reveal()).isEqualTo(first.reveal());
        Path file = folder.resolve("new/api-key");
        assertThat(Files.readString(file)).isEqualTo(first.reveal() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void hubsThatStartAtOnceShareOneKey() throws InterruptedException {
        int hubs = 8;
        Set<String> keys = new ConcurrentSkipListSet<>();
        CountDownLatch begin = new CountDownLatch(1);
        Thread[] starts = new Thread[hubs];
        for (int i = 0; i < hubs; i++) {
            int seed = i;
            starts[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        await(begin);
                                        keys.add(rootKey("", "", seed).reveal());
                                    });
        }
        begin.countDown();
        for (Thread start : starts) {
            start.join();
        }

        assertThat(keys).hasSize(1);
    }

    @Test
    void narrowsTheRightsOfAFileThatOthersCouldRead() throws IOException {
        RootKey key = rootKey("", "", 1);
        Path file = folder.resolve("new/api-key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(rootKey("", "", 2).reveal()).isEqualTo(key.reveal());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAnEmptyFileSayingWhatToDo() throws IOException {
        rootKey("", "", 1);
        Files.writeString(folder.resolve("new/api-key"), "");

        assertThatThrownBy(() -> rootKey("", "", 1))
                .isInstanceOf(UncheckedIOException.class)
                .rootCause()
                .hasMessageContaining("delete it");
    }

    @Test
    void stopsTheStartWithoutAKeyWhenADatabaseIsConfigured() {
        assertThatThrownBy(() -> rootKey("", "jdbc:postgresql://db/serai", 1))
                .isInstanceOf(MissingApiKey.class)
                .hasMessageContaining("SERAI_API_KEY");
    }

    @Test
    void refusesAKeyThatCouldNotBePresented() {
        assertThatThrownBy(() -> rootKey("two words", "", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("two words");
    }

    private RootKey rootKey(String configured, String databaseUrl, long seed) {
        return configuration.rootKey(
                new AccessProperties(
                        configured,
                        "",
                        folder.resolve("new").toString(),
                        new AccessProperties.Database(databaseUrl)),
                new Random(seed));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
