package dev.serai.ops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a hub that was killed has left of its PostgreSQL: processes, and a file that names them.
 * Only for who holds the {@link DataDirectory}.
 */
final class PostgresRemnants {

    static final String PID_FILE = "postmaster.pid";

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresRemnants.class);
    private static final Duration FAST_WITHIN = Duration.ofSeconds(15);
    private static final Duration IMMEDIATE_WITHIN = Duration.ofSeconds(5);
    private static final Duration KILL_WITHIN = Duration.ofSeconds(5);

    private final PostgresPrograms programs;
    private final Path data;

    PostgresRemnants(PostgresPrograms programs, Path data) {
        this.programs = programs;
        this.data = data;
    }

    /**
     * Stops every process that serves the data, gently at first.
     *
     * @throws IOException if one cannot be stopped
     */
    void stop() throws IOException {
        if (!processes().isEmpty()) {
            LOGGER.info("stopping the PostgreSQL that a killed hub has left on {}", data);
            control("fast", FAST_WITHIN);
            control("immediate", IMMEDIATE_WITHIN);
            processes().forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle process : processes()) {
                await(process);
            }
        }
        removeForeignPid();
    }

    private void control(String mode, Duration within) {
        if (processes().isEmpty()) {
            return;
        }
        try {
            programs.control(data, within, "-m", mode, "stop");
        } catch (IOException e) {
            LOGGER.info(
                    "{} shutdown did not do, so the next harder way follows: {}",
                    mode,
                    e.getMessage());
        }
    }

    /**
     * The number in the file may be another program's by now, since a reboot begins to count anew;
     * PostgreSQL would then take that program for itself and refuse to start.
     */
    private void removeForeignPid() throws IOException {
        Path file = data.resolve(PID_FILE);
        if (Files.exists(file) && pidIn(file).flatMap(ProcessHandle::of).isPresent()) {
            LOGGER.info("{} names a process that is no PostgreSQL of this folder; removed", file);
            Files.delete(file);
        }
    }

    private static Optional<Long> pidIn(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .findFirst()
                .filter(line -> line.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::servesOurData).toList();
    }

    /** The server and its children work in their data's folder; the server also names it. */
    private boolean servesOurData(ProcessHandle process) {
        Path entry = Path.of("/proc", String.valueOf(process.pid()));
        try {
            List<String> words = List.of(Files.readString(entry.resolve("cmdline")).split("\0"));
            if (words.getFirst().endsWith("/postgres") && words.contains(data.toString())) {
                return true;
            }
            return words.getFirst().startsWith("postgres: ")
                    && Files.readSymbolicLink(entry.resolve("cwd")).equals(data);
        } catch (IOException e) {
            return false; // it has ended, or is not ours to look at
        }
    }

    private static void await(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(KILL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + process.pid() + " ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + process.pid() + " does not end", e);
        }
    }
}
