package dev.serai.route.lines;

import dev.serai.event.EventJson;
import dev.serai.outbox.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files that events are appended to: the file of the day (UTC) on which they came into
 * the log, so that an event that comes again stands in the same file as before. One hub writes to
 * it at a time. Thread-safe.
 */
final class LinesFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinesFolder.class);
    private static final String ENDING = ".ndjson";
    private static final String OWNER_ONLY = "rwx------";
    private static final int LOOK_BACK = 64 * 1024;

    private final Path folder;
    private @Nullable FileChannel held;

    LinesFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns when all entries are on disk. When it throws, none of the entries of the day that
     * failed stand in its file.
     */
    synchronized void append(List<Entry> entries) throws IOException {
        hold();
        Map<LocalDate, ByteArrayOutputStream> days = new LinkedHashMap<>();
        for (Entry entry : entries) {
            LocalDate day = LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
            days.computeIfAbsent(day, key -> new ByteArrayOutputStream()).writeBytes(line(entry));
        }
        for (Map.Entry<LocalDate, ByteArrayOutputStream> day : days.entrySet()) {
            append(folder.resolve(day.getKey() + ENDING), day.getValue().toByteArray());
        }
    }

    /** JSON may be broken over lines between its parts, never within one. */
    private static byte[] line(Entry entry) {
        byte[] json = EventJson.structured(entry.event(), entry.position().toString());
        byte[] line = new byte[json.length + 1];
        for (int i = 0; i < json.length; i++) {
            line[i] = json[i] == '\n' || json[i] == '\r' ? (byte) ' ' : json[i];
        }
        line[json.length] = '\n';
        return line;
    }

    private void append(Path file, byte[] lines) throws IOException {
        boolean made = !Files.exists(file);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            long end = endOfLastLine(channel);
            if (end < channel.size()) {
                LOG.info("{} ended in half a line, which a crash had left; it is cut off", file);
                channel.truncate(end);
            }
            write(channel, end, lines);
        }
        if (made) {
            forceFolder();
        }
    }

    private static void write(FileChannel channel, long end, byte[] lines) throws IOException {
        try {
            ByteBuffer left = ByteBuffer.wrap(lines);
            while (left.hasRemaining()) {
                channel.write(left, end + left.position());
            }
            channel.force(false);
        } catch (IOException e) {
            // The disk is full, perhaps: what there is of them comes again, whole.
            channel.truncate(end);
            throw e;
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer read = ByteBuffer.allocate(LOOK_BACK);
        while (end > 0) {
            int length = (int) Math.min(end == channel.size() ? 1 : LOOK_BACK, end);
            read.clear().limit(length);
            long from = end - length;
            while (read.hasRemaining() && channel.read(read, from + read.position()) >= 0) {
                // Until all of it is there.
            }
            for (int i = length - 1; i >= 0; i--) {
                if (read.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    /** A file's name is in the folder for good only when the folder is on disk. */
    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** For this hub alone, until it stops: another one could cut off what this one writes. */
    private void hold() throws IOException {
        if (held != null) {
            return;
        }
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(
                    "another hub writes to "
                            + folder
                            + "; hubs side by side need data folders of their own"
                            + " (serai.data-dir)");
        }
        held = channel;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another hub in this very process
        }
    }

    /** Lets another hub write to it. */
    @Override
    public synchronized void close() {
        try {
            if (held != null) {
                held.close();
                held = null;
            }
        } catch (IOException e) {
            LOG.debug("The lock of {} goes with the process", folder, e);
        }
    }
}
