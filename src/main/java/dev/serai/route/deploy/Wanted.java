package dev.serai.route.deploy;

import dev.serai.route.deploy.RouteFile.Origin;
import dev.serai.route.version.RouteKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be in use.
 *
 * @param fault why it is not; empty when it is, or is stopped
 */
record Wanted(RouteFile file, String fault) {

    /** How files fare: those that are wanted, and those of the folder that are refused. */
    static List<RouteStatus> statuses(
            Collection<Wanted> wanted, Collection<Wanted> refused, Deployment deployment) {
        Map<String, RouteStatus> all = new LinkedHashMap<>();
        wanted.forEach(one -> all.put(one.file().path(), one.status(deployment)));
        refused.forEach(
                one ->
                        all.merge(
                                one.file().path(),
                                one.status(deployment),
                                (is, not) -> is.fault().isEmpty() ? not : is));
        return List.copyOf(all.values());
    }

    /** The sources among them, but those of the API. */
    static List<RouteFile> sources(Collection<Wanted> wanted, Collection<Wanted> refused) {
        Map<String, RouteFile> files = new LinkedHashMap<>();
        Stream.concat(wanted.stream(), refused.stream())
                .map(Wanted::file)
                .filter(file -> file.kind() == RouteKind.SOURCE && file.origin() == Origin.FILE)
                .forEach(file -> files.putIfAbsent(file.path(), file));
        return List.copyOf(files.values());
    }

    private RouteStatus status(Deployment deployment) {
        return new RouteStatus(
                file.path(), file.id(), file.kind().wire(), deployment.isInUse(file), fault);
    }
}
