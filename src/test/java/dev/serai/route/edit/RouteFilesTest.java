package dev.serai.route.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteFile;
import java.nio.file.Path;
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
}
