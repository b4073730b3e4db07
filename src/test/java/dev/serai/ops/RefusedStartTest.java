package dev.serai.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.HubApplication;
import dev.serai.ops.embedded.DataDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the hub as its operator does: as a process of its own. */
class RefusedStartTest {

    @TempDir Path folder;

    @Test
    void saysWhichKeyNobodyReads() throws Exception {
        Refusal refusal = start("--serai.log.retentoin=1d");
        assertThat(refusal.code).isEqualTo(1);
        assertThat(refusal.output)
                .contains("serai.log.retentoin (commandLineArgs)")
                .contains("is serai.log.retention meant?")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhichValueIsRefusedAndWhy() throws Exception {
        Refusal refusal = start("--serai.log.lanes=0");
        assertThat(refusal.code).isEqualTo(1);
        assertThat(refusal.output).contains("serai.log.lanes is 1 to 16").doesNotContain("\tat ");
    }

    @Test
    void saysThatLanesNeedConnections() throws Exception {
        Refusal refusal = start("--serai.log.lanes=5");
        assertThat(refusal.code).isEqualTo(1);
        assertThat(refusal.output)
                .contains("serai.log.lanes is 5, and serai.database.append-connections is 4")
                .contains("Raise serai.database.append-connections")
                .doesNotContain("\tat ");
    }

    @Test
    void saysThatAnotherHubHasTheFolder() throws Exception {
        try (DataDirectory mine = DataDirectory.take(folder)) {
            Refusal refusal = start();
            assertThat(refusal.code).isEqualTo(1);
            assertThat(refusal.output)
                    .contains("Another hub (process " + ProcessHandle.current().pid() + ")")
                    .contains(mine.path().toString())
                    .contains("serai.data-dir")
                    .doesNotContain("\tat ");
        }
    }

    private record Refusal(int code, String output) {}

    private Refusal start(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath(),
                                HubApplication.class.getName(),
                                "--server.port=0",
                                "--serai.kafka.bootstrap-servers=none",
                                "--serai.data-dir=" + folder));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Refusal(process.waitFor(), output);
    }

    /** Without the tests, whose configurations the hub would find. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
