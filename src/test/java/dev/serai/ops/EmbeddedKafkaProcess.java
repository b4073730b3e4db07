package dev.serai.ops;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An embedded broker in a process of its own, so that a test can kill it. */
final class EmbeddedKafkaProcess {

    private static final String READY = "listens at ";

    private final Process process;
    private final String bootstrapServers;

    private EmbeddedKafkaProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts it on any free port and waits until it serves. */
    static EmbeddedKafkaProcess start(Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmbeddedKafkaProcess.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new EmbeddedKafkaProcess(process, line.substring(READY.length()));
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("the broker's process ended: " + seen);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** SIGKILL: it gets no chance to stop cleanly. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the broker's process did not die");
        }
    }

    /** The process: serves until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), EmbeddedKafka.ANY_PORT);
        System.out.println(READY + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
