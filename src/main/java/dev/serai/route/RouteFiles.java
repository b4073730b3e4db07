package dev.serai.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private static final String SHIPPED = "classpath*:routes/";

    private final RoutesProperties properties;

    RouteFiles(RoutesProperties properties) {
        this.properties = properties;
    }

    /**
     * All files, connectors first.
     *
     * @throws IllegalStateException if the configured folder is not there
     */
    List<RouteFile> read() {
        Path folder = properties.folder();
        if (Files.isDirectory(folder)) {
            LOG.info("Routes are read from {}", folder.toAbsolutePath().normalize());
            return all(kind -> fromFolder(folder, kind));
        }
        if (!properties.isDefault()) {
            throw new IllegalStateException(
                    "serai.routes-dir is no folder: " + folder.toAbsolutePath().normalize());
        }
        LOG.info("There is no folder ./routes; the shipped routes are used");
        return all(RouteFiles::shipped);
    }

    private static List<RouteFile> all(Reading reading) {
        List<RouteFile> files = new ArrayList<>();
        for (RouteFile.Kind kind : RouteFile.Kind.values()) {
            try {
                files.addAll(reading.of(kind));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the routes", e);
            }
        }
        return files;
    }

    private static List<RouteFile> fromFolder(Path root, RouteFile.Kind kind) throws IOException {
        Path folder = root.resolve(kind.folder());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> paths;
        try (Stream<Path> listed = Files.list(folder)) {
            paths =
                    listed.filter(path -> path.getFileName().toString().endsWith(kind.ending()))
                            .sorted()
                            .limit(FILES_MAX)
                            .toList();
        }
        List<RouteFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new RouteFile(kind, path.getFileName().toString(), Files.readString(path)));
        }
        return files;
    }

    private static List<RouteFile> shipped(RouteFile.Kind kind) throws IOException {
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
        List<RouteFile> of(RouteFile.Kind kind) throws IOException;
    }
}
