package dev.serai.ops.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's programs: an archive on the class path, unpacked once per version. */
final class PostgresBinaries {

    private static final Pattern JAR = Pattern.compile("-(linux-\\w+-[\\w.]+)\\.jar!");
    private static final String FOLDER = "bin-";
    private static final String UNFINISHED = "unpacking-";

    private PostgresBinaries() {}

    /** Whether this hub carries PostgreSQL for the machine it runs on. */
    static boolean present() {
        return archive().isPresent();
    }

    /**
     * Unpacks them unless that was done before, and removes those of other versions.
     *
     * @return the folder that holds {@code bin}, {@code lib} and {@code share}
     */
    static Path unpackInto(Path parent) throws IOException {
        URL archive =
                archive()
                        .orElseThrow(
                                () -> new IllegalStateException("no PostgreSQL on the class path"));
        Path target = parent.resolve(FOLDER + version(archive));
        if (!Files.isDirectory(target)) {
            removeAll(parent, UNFINISHED);
            Path unfinished = Files.createTempDirectory(parent, UNFINISHED);
            try (InputStream in = archive.openStream()) {
                UnpackArchive.into(unfinished, in);
            }
            removeAll(parent, FOLDER);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    private static Optional<URL> archive() {
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "aarch64" -> "arm_64";
                    default -> "x86_64";
                };
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                PostgresBinaries.class.getResource("/postgres-linux-" + machine + ".txz"));
    }

    private static String version(URL archive) {
        Matcher jar = JAR.matcher(archive.toString());
        if (!jar.find()) {
            throw new IllegalStateException("cannot tell PostgreSQL's version from " + archive);
        }
        return jar.group(1);
    }

    private static void removeAll(Path parent, String prefix) throws IOException {
        List<Path> found;
        try (Stream<Path> paths = Files.list(parent)) {
            found = paths.filter(p -> p.getFileName().toString().startsWith(prefix)).toList();
        }
        for (Path path : found) {
            FileSystemUtils.deleteRecursively(path);
        }
    }
}
