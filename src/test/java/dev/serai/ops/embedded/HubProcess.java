package dev.serai.ops.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that holds a data folder and runs its PostgreSQL until it is killed. */
final class HubProcess {

    private HubProcess() {}

    /** Prints the server's URL when it serves. */
    public static void main(String[] arguments) throws InterruptedException {
        DataDirectory directory = DataDirectory.take(Path.of(arguments[0]));
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(directory.folder("postgres"), new SecureRandom());
        System.out.println(postgres.url());
        new CountDownLatch(1).await();
    }

    /** Starts one and waits until it serves. */
    static Process start(Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        HubProcess.class.getName(),
                                        folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.startsWith("jdbc:")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the process ended before its database served");
        }
        return process;
    }
}
