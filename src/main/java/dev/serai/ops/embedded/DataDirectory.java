package dev.serai.ops.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder that the embedded servers keep their data in, held by one hub at a time. The hold is a
 * lock of the operating system's, so it vanishes with the process, however that dies.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "hub.lock";
    private static final String HOLDER = "hub.pid";
    private static final String OWNER_ONLY = "rwx------";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder for this process; makes it, with rights for its owner alone, when it is new.
     *
     * @throws StartRefused if another hub has it, or it cannot be made
     */
    public static DataDirectory take(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            makeOwnerOnly(path);
            FileChannel channel =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw taken(path);
            }
            Files.writeString(path.resolve(HOLDER), String.valueOf(ProcessHandle.current().pid()));
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StartRefused(
                    "The data folder " + path + " cannot be used: " + e,
                    "Make it writable for this user, or set serai.data-dir (SERAI_DATA_DIR) to"
                            + " another folder.",
                    e);
        }
    }

    /** Where it is: absolute. */
    public Path path() {
        return path;
    }

    /** A folder in it, for its owner alone; made when it is new. */
    public Path folder(String name) {
        try {
            Path folder = path.resolve(name);
            makeOwnerOnly(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets another hub have it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve(HOLDER));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another hub in this very process
        }
    }

    private static StartRefused taken(Path path) throws IOException {
        Path holder = path.resolve(HOLDER);
        String process =
                Files.exists(holder) ? " (process " + Files.readString(holder).strip() + ")" : "";
        return new StartRefused(
                "Another hub" + process + " is already running on the data folder " + path + ".",
                "Stop it, or give this one a folder of its own with serai.data-dir"
                        + " (SERAI_DATA_DIR). Hubs that are to run side by side share a PostgreSQL"
                        + " of yours instead: serai.database.url.");
    }

    private static void makeOwnerOnly(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }
}
