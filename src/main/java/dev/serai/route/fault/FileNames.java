package dev.serai.route.fault;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;

/** What a file system says of a name that was made of the event, and will say of it for ever. */
final class FileNames {

    private static final Set<String> REASONS =
            Set.of("File name too long", "Is a directory", "Not a directory");

    private FileNames() {}

    static Optional<Fault> read(Throwable failure) {
        return failure instanceof FileSystemException e && REASONS.contains(e.getReason())
                ? Optional.of(Fault.ofEvent("no file can have this name: " + e.getReason()))
                : Optional.empty();
    }
}
