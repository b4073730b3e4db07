package dev.serai.route.edit;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.version.RouteKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Reads the files of {@code routes/}: from the folder that is configured, or, where there is none
 * at the default place, from the copy that the jar brings along.
 */
final class RouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final int FILES_MAX = 10_000;
    private static final int STRAYS_MAX = 100;
    private static final String SHIPPED = "classpath*:routes/";

    /**
     * Whoever writes a file as young as this may not be done, and half of it may be a route too.
     */
    private static final Duration WRITTEN = Duration.ofMillis(200);

    /** Clocks of file systems are coarse: a file as young as this may change and not show it. */
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final RoutesProperties properties;
    private final InstantSource clock;
    private final AtomicBoolean isFolder = new AtomicBoolean();
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Set<Path> strays = ConcurrentHashMap.newKeySet();

    /** A file as it was read. */
    private record Seen(Instant modified, long size, RouteFile file) {}

    RouteFiles(RoutesProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * All files, connectors first.
     *
     * @throws IllegalStateException if the configured folder is not there
     */
    List<RouteFile> read() {
        Path folder = properties.folder();
        if (Files.isDirectory(folder)) {
            isFolder.set(true);
            return all(kind -> fromFolder(folder, kind, false));
        }
        if (!properties.isDefault()) {
            throw new IllegalStateException(
                    "serai.routes-dir is no folder: " + folder.toAbsolutePath().normalize());
        }
        return all(RouteFiles::shipped);
    }

    /** Whether they can change while the hub runs: those in the jar cannot. */
    boolean canChange() {
        return isFolder.get();
    }

    /** Where they are. */
    Path folder() {
        return properties.folder();
    }

    /**
     * All files as they are now; those that may still be written, as they were before. A folder
     * that is gone for the moment takes no file with it.
     */
    List<RouteFile> readAgain() {
        return all(kind -> fromFolder(properties.folder(), kind, true));
    }

    private static List<RouteFile> all(Reading reading) {
        List<RouteFile> files = new ArrayList<>();
        for (RouteKind kind : RouteKind.values()) {
            try {
                files.addAll(reading.of(kind));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the routes", e);
            }
        }
        return files;
    }

    private List<RouteFile> fromFolder(Path root, RouteKind kind, boolean isAgain)
            throws IOException {
        Path folder = root.resolve(kind.folder());
        if (!Files.isDirectory(folder)) {
            return seen.values().stream()
                    .map(Seen::file)
                    .filter(file -> file.kind() == kind)
                    .sorted(Comparator.comparing(RouteFile::name))
                    .toList();
        }
        List<Path> all;
        try (Stream<Path> listed = Files.list(folder)) {
            all = listed.sorted().limit(FILES_MAX).toList();
        }
        List<Path> paths = all.stream().filter(path -> isNamed(path, kind.ending())).toList();
        all.stream().filter(path -> isStray(path, kind)).forEach(path -> stray(path, kind));
        seen.keySet().removeIf(path -> folder.equals(path.getParent()) && !paths.contains(path));
        return paths.stream()
                .map(path -> file(path, kind, isAgain))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isNamed(Path path, String ending) {
        return path.getFileName().toString().endsWith(ending);
    }

    private static boolean isStray(Path path, RouteKind kind) {
        return !isNamed(path, kind.ending()) && (isNamed(path, ".yaml") || isNamed(path, ".yml"));
    }

    /** Told once: who saved it looks for what it does. */
    private void stray(Path path, RouteKind kind) {
        if (strays.size() < STRAYS_MAX && strays.add(path)) {
            LOG.warn(
                    "{}/{} is not looked at: the names of files there end with {}",
                    kind.folder(),
                    path.getFileName(),
                    kind.ending());
        }
    }

    /** Files that nobody reads, for their names. */
    Set<Path> strays() {
        return Set.copyOf(strays);
    }

    /** Read anew only if it looks as if it had changed; empty if it is new and not whole yet. */
    private Optional<RouteFile> file(Path path, RouteKind kind, boolean isAgain) {
        String name = path.getFileName().toString();
        Optional<Seen> before = Optional.ofNullable(seen.get(path));
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Instant modified = now.lastModifiedTime().toInstant();
            boolean isSame =
                    before.filter(
                                    last ->
                                            last.size() == now.size()
                                                    && last.modified().equals(modified))
                            .isPresent();
            if (isSame && !isYoungerThan(YOUNG, modified)
                    || isAgain && !isSame && isYoungerThan(WRITTEN, modified)) {
                return before.map(Seen::file);
            }
            RouteFile file = read(path, now, kind);
            seen.put(path, new Seen(modified, now.size(), file));
            return Optional.of(file);
        } catch (IOException e) {
            RouteFile file =
                    RouteFile.unreadable(
                            kind, name, "it cannot be read: " + e.getClass().getSimpleName());
            seen.put(path, new Seen(Instant.MIN, -1, file));
            return Optional.of(file);
        }
    }

    /** One of the future has another clock, and tells nothing. */
    private boolean isYoungerThan(Duration age, Instant modified) {
        Instant now = clock.instant();
        return modified.isAfter(now.minus(age)) && !modified.isAfter(now);
    }

    /** A pipe would keep its reader waiting for ever, and with it all that follows the folder. */
    private static RouteFile read(Path path, BasicFileAttributes file, RouteKind kind)
            throws IOException {
        String name = path.getFileName().toString();
        if (!file.isRegularFile()) {
            return RouteFile.unreadable(kind, name, "it cannot be read: it is no file");
        }
        return file.size() <= RouteHead.TEXT_BYTES_MAX
                ? new RouteFile(kind, name, Files.readString(path))
                : RouteFile.unreadable(kind, name, RouteHead.TOO_LARGE);
    }

    private static List<RouteFile> shipped(RouteKind kind) throws IOException {
        Resource[] resources =
                new PathMatchingResourcePatternResolver()
                        .getResources(SHIPPED + kind.folder() + "/*" + kind.ending());
        List<RouteFile> files = new ArrayList<>();
        Arrays.sort(resources, Comparator.comparing(Resource::getFilename));
        for (Resource resource : resources) {
            files.add(
                    new RouteFile(
                            kind,
                            Objects.requireNonNull(resource.getFilename()),
                            resource.getContentAsString(StandardCharsets.UTF_8)));
        }
        return files;
    }

    /** Reads one kind. */
    private interface Reading {
        List<RouteFile> of(RouteKind kind) throws IOException;
    }
}
