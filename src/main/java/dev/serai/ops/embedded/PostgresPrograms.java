package dev.serai.ops.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs PostgreSQL's programs and waits for them. */
final class PostgresPrograms {

    private static final Duration PROBE_WITHIN = Duration.ofSeconds(10);
    private static final Duration INIT_WITHIN = Duration.ofSeconds(120);

    /** How long after {@code pg_ctl} should have given up by itself it is stopped. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Pattern MAJOR = Pattern.compile("PostgreSQL\\) (\\d+)");

    private final Path binaries;
    private final Path folder;
    private final PostgresAccount account;

    PostgresPrograms(Path binaries, Path folder, PostgresAccount account) {
        this.binaries = binaries;
        this.folder = folder;
        this.account = account;
    }

    /** Fails unless the account can write to the folder and run the server. */
    void probe() throws IOException {
        run(
                PROBE_WITHIN,
                "/bin/sh",
                "-c",
                "test -w \"$0\" && \"$1\" --version",
                path("."),
                server());
    }

    /** The major version, which data on disk is bound to. */
    String major() throws IOException {
        String version = run(PROBE_WITHIN, server(), "--version");
        Matcher matcher = MAJOR.matcher(version);
        if (!matcher.find()) {
            throw new IOException("PostgreSQL does not say its version: " + version);
        }
        return matcher.group(1);
    }

    /** The program that serves: what its processes look like. */
    String server() {
        return program("postgres");
    }

    /** Makes a new cluster. */
    void initdb(List<String> arguments) throws IOException {
        run(INIT_WITHIN, program("initdb"), arguments.toArray(String[]::new));
    }

    /** Runs one statement on a cluster that no server runs on. */
    void single(Path data, String statement) throws IOException {
        // A shell, since the server reads its statements from the standard input.
        run(
                INIT_WITHIN,
                "/bin/sh",
                "-c",
                "printf '%s\\n' \"$2\" | \"$0\" --single -D \"$1\" postgres",
                server(),
                data.toString(),
                statement);
    }

    /** {@code pg_ctl}, which waits until what it was told has happened. */
    void control(Path data, Duration within, String... arguments) throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of("-D", data.toString(), "-w", "-t", "" + within.toSeconds()));
        all.addAll(List.of(arguments));
        run(within.plus(GRACE), program("pg_ctl"), all.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).normalize().toString();
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private String run(Duration within, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            // It ends, at the latest, when pg_ctl's own limit or ours below has passed.
            process.onExit()
                    .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(late -> process.destroyForcibly());
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(program + " ended with " + code + ": " + output.strip());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted while " + program + " ran", e);
        }
    }
}
