package dev.serai.route.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connectors;
import dev.serai.route.deploy.RouteFile;
import dev.serai.route.deploy.RouteRefused;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.source.SourceStatus.State;
import dev.serai.source.SourceDefinition;
import dev.serai.source.SourceSecrets;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sources, those of the API and those that are files, and how they fare in this hub. A change
 * is in use here when the method returns, and in the other hubs soon after. Thread-safe; every
 * method throws Spring's DataAccessException.
 */
public final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final FollowSources followed;
    private final RoutesInUse inUse;
    private final Connectors connectors;

    Sources(FollowSources followed, RoutesInUse inUse, Connectors connectors) {
        this.followed = followed;
        this.inUse = inUse;
        this.connectors = connectors;
    }

    /** A tenant's sources by name. */
    public List<SourceStatus> list(TenantId tenant) {
        followed.follow();
        Map<String, SourceStatus> all = new TreeMap<>();
        if (tenant.equals(TenantId.DEFAULT)) {
            inUse.sourceFiles().forEach(file -> all.put(file.id(), ofFile(file)));
        }
        followed.all().stream()
                .filter(source -> source.owner().tenant().equals(tenant))
                .forEach(source -> all.put(source.name(), ofApi(source)));
        return all.values().stream().sorted(Comparator.comparing(SourceStatus::name)).toList();
    }

    /** A tenant's source of a name. */
    public Optional<SourceStatus> find(TenantId tenant, String name) {
        followed.follow();
        Optional<SourceStatus> ofApi =
                followed.find(name)
                        .filter(source -> source.owner().tenant().equals(tenant))
                        .map(this::ofApi);
        return ofApi.isPresent() || !tenant.equals(TenantId.DEFAULT)
                ? ofApi
                : inUse.sourceFile(name).map(this::ofFile);
    }

    /** Whether a file has this name, whoever asks: one path has one source. */
    public boolean isFile(String name) {
        return followed.find(name).isEmpty() && inUse.sourceFile(name).isPresent();
    }

    /**
     * Makes a source, or changes the one of its revision.
     *
     * @param what what is done to it, for the log
     * @return it as it is now; empty if somebody else was faster, or has this name
     * @throws RouteRefused if it cannot be started; all is as it was before
     */
    public Optional<SourceStatus> change(SourceDefinition source, String what) {
        Optional<SourceDefinition> stored = followed.change(source);
        stored.ifPresent(
                now ->
                        LOG.info(
                                "Source {} of {}, {}: {}",
                                now.name(),
                                now.owner().tenant(),
                                now.settings().enabled() ? "enabled" : "disabled",
                                what));
        return stored.map(this::ofApi);
    }

    /** Ends a source of the API: its path is unknown from now on. False if there is none. */
    public boolean delete(TenantId tenant, String name) {
        boolean deleted = followed.delete(tenant, name);
        if (deleted) {
            LOG.info("Source {} of {} was deleted", name, tenant);
        }
        return deleted;
    }

    private SourceStatus ofApi(SourceDefinition source) {
        RouteStatus route = route(RouteFile.pathOfApi(source.name()));
        return new SourceStatus(
                source.name(),
                source.settings().connector(),
                source.owner().project().value(),
                Map.of(),
                source,
                source.settings().enabled() ? state(route) : State.DISABLED,
                route.fault());
    }

    private SourceStatus ofFile(RouteFile file) {
        SourceFile said = SourceFile.read(file);
        RouteStatus route = route(file.path());
        JsonNode project = said.parameters().get(SourceRoute.PROJECT);
        return new SourceStatus(
                file.id(),
                said.connector(),
                project == null ? ProjectId.DEFAULT.value() : project.asText(),
                shown(said),
                null,
                state(route),
                route.fault());
    }

    /** Without what may be secret: all of it, when nobody can say. */
    private Map<String, JsonNode> shown(SourceFile said) {
        Map<String, JsonNode> shown = new TreeMap<>();
        Optional<Connector> connector = connectors.find(said.connector());
        said.parameters()
                .forEach(
                        (name, value) -> {
                            boolean open =
                                    connector
                                            .map(one -> one.parameters().get(name))
                                            .filter(parameter -> !parameter.isSecret())
                                            .isPresent();
                            if (open && !OWN.contains(name)) {
                                shown.put(name, value);
                            }
                        });
        return shown;
    }

    private static final List<String> OWN =
            List.of(
                    SourceRoute.SOURCE,
                    SourceRoute.PROJECT,
                    SourceRoute.TENANT,
                    SourceSecrets.CURRENT,
                    SourceSecrets.PREVIOUS);

    private RouteStatus route(String path) {
        return inUse.status().stream()
                .filter(route -> route.file().equals(path))
                .findFirst()
                .orElse(new RouteStatus(path, path, "source", false, ""));
    }

    private static State state(RouteStatus route) {
        if (route.started()) {
            return State.STARTED;
        }
        return route.fault().isEmpty() ? State.DISABLED : State.BROKEN;
    }
}
