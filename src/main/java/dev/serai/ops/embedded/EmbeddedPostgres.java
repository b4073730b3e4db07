package dev.serai.ops.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server as a child of this process, for a hub that was given none: durable, on
 * the loopback only, its data kept across restarts. Needs its binaries on the class path, which the
 * production jar does not carry. Also runs for root.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    private static final Duration STOP_HARD_WITHIN = Duration.ofSeconds(4);

    /** Between the look for a free port and the server's start, another program may take it. */
    private static final int PORTS_TRIED_MAX = 3;

    private static final int LINES_SHOWN_MAX = 5;

    private final PostgresPrograms programs;
    private final PostgresCluster cluster;
    private final int port;
    private final String password;

    private EmbeddedPostgres(PostgresPrograms programs, PostgresCluster cluster, int port)
            throws IOException {
        this.programs = programs;
        this.cluster = cluster;
        this.port = port;
        this.password = cluster.password();
    }

    /** Whether this hub carries PostgreSQL for the machine it runs on. */
    public static boolean present() {
        return PostgresBinaries.present();
    }

    /**
     * Starts the server, first making its data when the folder is new and taking over what a killed
     * hub has left, and waits until it serves.
     *
     * @param folder in a {@link DataDirectory} that this process holds
     * @throws StartRefused if it does not start
     */
    public static EmbeddedPostgres start(Path folder, RandomGenerator random) {
        try {
            Path binaries = PostgresBinaries.unpackInto(folder);
            PostgresAccount account = PostgresAccount.of(folder, binaries);
            PostgresPrograms programs = new PostgresPrograms(binaries, folder, account);
            PostgresCluster cluster = new PostgresCluster(folder, programs);
            new PostgresRemnants(programs, cluster.data()).stop();
            cluster.initialise(random);
            return new EmbeddedPostgres(programs, cluster, startServer(programs, cluster));
        } catch (IOException e) {
            throw new StartRefused(
                    "The embedded PostgreSQL in " + folder + " does not start: " + e.getMessage(),
                    "Its log is in "
                            + folder.resolve("log")
                            + ". Or configure a PostgreSQL of yours with serai.database.url"
                            + " (SERAI_DATABASE_URL).",
                    e);
        }
    }

    /** The JDBC URL of the database, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresCluster.DATABASE;
    }

    /** The user, who may do everything. */
    public String username() {
        return PostgresCluster.USER;
    }

    /** The user's password. */
    public String password() {
        return password;
    }

    /** Stops the server cleanly and waits for it; at worst its next start recovers. */
    @Override
    public void close() {
        try {
            programs.control(cluster.data(), STOP_WITHIN, "-m", "fast", "stop");
        } catch (IOException e) {
            LOGGER.warn("PostgreSQL does not stop, so it is made to: {}", e.getMessage());
            stopHard();
        }
    }

    private void stopHard() {
        try {
            programs.control(cluster.data(), STOP_HARD_WITHIN, "-m", "immediate", "stop");
        } catch (IOException e) {
            LOGGER.warn("PostgreSQL stays behind; the next start ends it: {}", e.getMessage());
        }
    }

    private static int startServer(PostgresPrograms programs, PostgresCluster cluster)
            throws IOException {
        Path portFile = cluster.data().resolveSibling("port");
        int port = free(lastPort(portFile));
        Path output = cluster.data().resolveSibling("start.log");
        for (int tried = 1; ; tried++) {
            cluster.configure(port);
            Files.deleteIfExists(output);
            try {
                programs.control(cluster.data(), START_WITHIN, "-l", "" + output, "-s", "start");
                Files.writeString(portFile, "" + port);
                return port;
            } catch (IOException e) {
                if (tried == PORTS_TRIED_MAX || isFree(port)) {
                    throw new IOException(e.getMessage() + lastLines(output), e);
                }
                port = free(0);
            }
        }
    }

    /** The port of the last start, so that what is connected by hand stays connected, or 0. */
    private static int lastPort(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static String lastLines(Path output) throws IOException {
        if (!Files.exists(output)) {
            return "";
        }
        List<String> lines = Files.readAllLines(output);
        int from = Math.max(0, lines.size() - LINES_SHOWN_MAX);
        return "; " + String.join("; ", lines.subList(from, lines.size()));
    }

    /** The wanted port if it is free, else any that is. */
    private static int free(int wanted) throws IOException {
        if (wanted != 0 && isFree(wanted)) {
            return wanted;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false; // the caller takes another
        }
    }
}
