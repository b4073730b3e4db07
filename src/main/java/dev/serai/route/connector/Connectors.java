package dev.serai.route.connector;

import dev.serai.route.deploy.Deployment;
import dev.serai.route.deploy.RouteFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connectors that sources can be made of: those whose file is in use. Thread-safe. */
public final class Connectors {

    private final Deployment deployment;

    /** By the very file, so that a file that was changed is read anew. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(RouteFile file, Connector connector) {}

    Connectors(Deployment deployment) {
        this.deployment = deployment;
    }

    /** All of them by name. */
    public List<Connector> list() {
        List<RouteFile> files = deployment.kamelets().files();
        known.keySet().retainAll(files.stream().map(RouteFile::id).toList());
        return files.stream()
                .filter(file -> Connector.ofKamelet(file.id()).isPresent())
                .map(this::connector)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** The one of a name. */
    public Optional<Connector> find(String name) {
        return deployment.kamelets().files().stream()
                .filter(file -> file.id().equals(Connector.kamelet(name)))
                .findFirst()
                .map(this::connector);
    }

    private Connector connector(RouteFile file) {
        return known.compute(
                        file.id(),
                        (id, before) ->
                                before != null && before.file().equals(file)
                                        ? before
                                        : new Known(file, read(file)))
                .connector();
    }

    private static Connector read(RouteFile file) {
        return ReadConnector.of(Connector.ofKamelet(file.id()).orElse(file.id()), file.text());
    }
}
