package dev.serai.ops.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir Path parent;

    @Test
    void isForItsOwnerAlone() throws IOException {
        try (DataDirectory directory = DataDirectory.take(parent.resolve("data"))) {
            assertThat(rights(directory.path())).isEqualTo("rwx------");
            assertThat(rights(directory.folder("kafka"))).isEqualTo("rwx------");
        }
    }

    @Test
    void leavesTheRightsOfAFolderThatWasThere() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("data"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataDirectory.take(folder).close();
        assertThat(rights(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void refusesASecondHubAndSaysWhatToDo() {
        Path folder = parent.resolve("data");
        DataDirectory first = DataDirectory.take(folder);
        assertThatThrownBy(() -> DataDirectory.take(folder))
                .isInstanceOfSatisfying(
                        StartRefused.class,
                        refused -> {
                            assertThat(refused)
                                    .hasMessageContaining("Another hub")
                                    .hasMessageContaining("" + ProcessHandle.current().pid())
                                    .hasMessageContaining(folder.toString());
                            assertThat(refused.action())
                                    .contains("serai.data-dir", "SERAI_DATA_DIR");
                        });
        first.close();
    }

    @Test
    void isFreeAgainOnceItsHubHasLetItGo() {
        DataDirectory.take(parent).close();
        DataDirectory.take(parent).close();
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be used");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
