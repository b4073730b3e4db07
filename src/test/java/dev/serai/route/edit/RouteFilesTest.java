package dev.serai.route.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of routes are those of the folder, or those that the hub brings along. */
class RouteFilesTest {

    @TempDir private Path folder;

    @Test
    void refusesToStartOnAFolderThatIsNotThere() {
        assertThatThrownBy(() -> TestHub.start(folder.resolve("nowhere")))
                .hasMessage("serai.routes-dir is no folder: %s", folder.resolve("nowhere"));
    }

    @Test
    void readsTheCopyThatIsShippedWhenThereIsNoFolderAtTheDefaultPlace() {
        assertThat(new RouteFiles(new RoutesProperties("./routes"), InstantSource.system()).read())
                .extracting(RouteFile::path)
                .contains("connectors/razorpay-source.kamelet.yaml", "sources/razorpay.camel.yaml");
    }

    @Test
    void waitsUntilAFileIsWhole() throws IOException {
        Path shop = written("sinks/shop.camel.yaml", "half");
        Instant begun = Instant.parse("2026-01-02T03:04:05Z");
        Files.setLastModifiedTime(shop, FileTime.from(begun));
        assertThat(filesAt(begun.plusMillis(100)).read()).extracting("text").contains("half");

        AtomicReference<Instant> now = new AtomicReference<>(begun.plusMillis(100));
        RouteFiles files = new RouteFiles(new RoutesProperties(folder.toString()), now::get);
        assertThat(files.readAgain()).isEmpty();
        now.set(begun.plusMillis(300));
        assertThat(files.readAgain()).extracting(RouteFile::text).containsExactly("half");

        Files.writeString(shop, "whole");
        Files.setLastModifiedTime(shop, FileTime.from(begun.plusMillis(400)));
        now.set(begun.plusMillis(500));
        assertThat(files.readAgain()).extracting(RouteFile::text).containsExactly("half");
        now.set(begun.plusMillis(700));
        assertThat(files.readAgain()).extracting(RouteFile::text).containsExactly("whole");

        // What has the date of another clock is taken as it is.
        Files.writeString(shop, "later");
        Files.setLastModifiedTime(shop, FileTime.from(begun.plusSeconds(3600)));
        assertThat(files.readAgain()).extracting(RouteFile::text).containsExactly("later");
    }

    @Test
    @Timeout(30)
    void isHeldUpByNoPipeAndByNoFileOfAnySize() throws Exception {
        written("sinks/shop.camel.yaml", "fine");
        written("sinks/large.camel.yaml", "x".repeat(RouteHead.TEXT_BYTES_MAX + 1));
        Files.createSymbolicLink(folder.resolve("sinks/lost.camel.yaml"), folder.resolve("x"));
        Path pipe = folder.resolve("sinks/pipe.camel.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThat(filesAt(Instant.now()).read())
                .extracting(RouteFile::id, RouteFile::fault)
                .containsExactly(
                        tuple("large", "it has more than 262144 bytes"),
                        tuple("lost", "it cannot be read: NoSuchFileException"),
                        tuple("pipe", "it cannot be read: it is no file"),
                        tuple("shop", ""));
    }

    @Test
    void tellsOfFilesThatNobodyReadsForTheirNames() throws IOException {
        Path stray = written("connectors/acme.yaml", "kind: Kamelet");
        written("connectors/README.md", "of no interest");
        written("sources/shop.camel.yaml", "fine");
        RouteFiles files = filesAt(Instant.now());
        assertThat(files.read()).extracting(RouteFile::id).containsExactly("shop");
        assertThat(files.strays()).containsExactly(stray);
    }

    private RouteFiles filesAt(Instant time) {
        return new RouteFiles(new RoutesProperties(folder.toString()), InstantSource.fixed(time));
    }

    private Path written(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
