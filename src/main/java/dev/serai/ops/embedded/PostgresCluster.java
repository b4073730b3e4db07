package dev.serai.ops.embedded;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The embedded PostgreSQL's files: its data, its settings, its password. */
final class PostgresCluster {

    static final String USER = "serai";
    static final String DATABASE = "serai";

    private static final String UNFINISHED = "initialising-";
    private static final int PASSWORD_BITS = 160;
    private static final int PASSWORD_RADIX = 36;

    private final Path folder;
    private final PostgresPrograms programs;

    PostgresCluster(Path folder, PostgresPrograms programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /** Where the server keeps its data. */
    Path data() {
        return folder.resolve("data");
    }

    /** Where the server writes its log, one file for each day of the week. */
    Path logs() {
        return folder.resolve("log");
    }

    /**
     * Makes the cluster unless it is there.
     *
     * @throws StartRefused if the one that is there is of another major version
     */
    void initialise(RandomGenerator random) throws IOException {
        if (Files.exists(data())) {
            refuseOtherMajor();
            return;
        }
        removeUnfinished();
        Path unfinished = folder.resolve(UNFINISHED + "data");
        Path password = makePassword(random);
        programs.initdb(
                List.of(
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--data-checksums",
                        "--no-instructions"));
        programs.single(unfinished, "create database " + DATABASE);
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude '" + PostgresSettings.FILE + "'\n",
                StandardOpenOption.APPEND);
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The password of its only user; in a file for its owner alone. */
    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** Writes the settings that the next start uses. */
    void configure(int port) throws IOException {
        Path settings = data().resolve(PostgresSettings.FILE);
        Files.writeString(settings, PostgresSettings.of(port));
        giveToOwnerOf(data(), settings);
    }

    private void refuseOtherMajor() throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        String ours = programs.major();
        if (!found.equals(ours)) {
            throw new StartRefused(
                    "The data in "
                            + data()
                            + " was written by PostgreSQL "
                            + found
                            + ", and this hub carries PostgreSQL "
                            + ours
                            + ", which cannot read it.",
                    "Move it with pg_dump from a PostgreSQL "
                            + found
                            + ", or set serai.data-dir (SERAI_DATA_DIR) to a new folder to start"
                            + " afresh.");
        }
    }

    private Path makePassword(RandomGenerator random) throws IOException {
        Path file = passwordFile();
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] bits = new byte[PASSWORD_BITS / Byte.SIZE];
        random.nextBytes(bits);
        Files.writeString(file, new BigInteger(1, bits).toString(PASSWORD_RADIX) + "\n");
        giveToOwnerOf(folder, file);
        return file;
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    private void removeUnfinished() throws IOException {
        List<Path> found;
        try (Stream<Path> paths = Files.list(folder)) {
            found = paths.filter(p -> p.getFileName().toString().startsWith(UNFINISHED)).toList();
        }
        for (Path path : found) {
            FileSystemUtils.deleteRecursively(path);
        }
    }

    /** The server may run as another user than this process. */
    private static void giveToOwnerOf(Path model, Path file) throws IOException {
        Object owner = Files.getAttribute(model, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
            Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
