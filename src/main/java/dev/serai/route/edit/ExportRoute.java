package dev.serai.route.edit;

import dev.serai.route.deploy.RouteFile;
import dev.serai.route.version.RouteFileText;
import dev.serai.route.version.StoreFiles;
import dev.serai.route.version.StoredRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes what is live of a route into the folder of routes, where it makes no version. */
public final class ExportRoute {

    private final RouteFiles files;
    private final StoreFiles store;

    ExportRoute(RouteFiles files, StoreFiles store) {
        this.files = files;
        this.store = store;
    }

    /** Whether there is a folder that can be written to. */
    public boolean isPossible() {
        return files.canChange() && Files.isWritable(files.folder());
    }

    /**
     * Writes a route's file.
     *
     * @return where it is: {@code sources/shop.camel.yaml}
     * @throws UncheckedIOException if it cannot be written
     */
    public String write(StoredRoute route) {
        RouteFile file = FollowRoutes.file(route);
        Path path = files.folder().resolve(file.path());
        try {
            Files.createDirectories(path.getParent());
            // One whose name is none of a route: nobody shall read half of it.
            Path half = path.resolveSibling("." + path.getFileName() + ".half");
            Files.writeString(half, file.text());
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Whoever looks before this is stored finds a file that says what is live.
        store.adopt(RouteFileText.of(file.id(), file.kind(), file.text()));
        return file.path();
    }
}
