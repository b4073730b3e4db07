package dev.serai.route.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
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
    void readsNoPipeAndNothingTooLarge() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.writeString(sources.resolve("good.camel.yaml"), "- route:");
        Files.writeString(sources.resolve("large.camel.yaml"), "#".repeat(300_000));
        Path pipe = sources.resolve("pipe.camel.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        RouteFiles files =
                new RouteFiles(new RoutesProperties(folder.toString()), InstantSource.system());
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), files::read))
                .extracting(RouteFile::id, RouteFile::fault)
                .containsExactly(
                        tuple("good", ""),
                        tuple("large", "it has more than 262144 bytes"),
                        tuple("pipe", "it cannot be read: it is no file"));
    }
}
