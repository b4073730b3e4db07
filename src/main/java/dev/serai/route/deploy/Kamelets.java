package dev.serai.route.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

/**
 * The Kamelets that routes may use: connectors, most of them. One that cannot be read leaves the
 * one before it in use. Reading is thread-safe; one change at a time.
 */
public final class Kamelets {

    private final CamelContext context;
    private final Map<String, RouteFile> files = new ConcurrentHashMap<>();
    private final Map<String, Kamelet> kamelets = new ConcurrentHashMap<>();

    Kamelets(CamelContext context) {
        this.context = context;
    }

    /** The names of the parameters of all of them. */
    Set<String> parameterNames() {
        Set<String> names = new TreeSet<>();
        kamelets.values().forEach(kamelet -> names.addAll(kamelet.parameters().keySet()));
        return names;
    }

    /** The files of all of them. */
    public List<RouteFile> files() {
        return List.copyOf(files.values());
    }

    /** The one of a name. */
    public Optional<Kamelet> find(String name) {
        return Optional.ofNullable(kamelets.get(name));
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    /** Takes up a file. */
    void add(RouteFile file) throws Exception {
        Kamelet kamelet = Kamelet.read(file.text());
        if (!kamelet.name().equals(file.id())) {
            throw new IllegalArgumentException(
                    "its metadata.name is \""
                            + kamelet.name()
                            + "\", but the file's name says "
                            + file.id());
        }
        try {
            addTemplate(file);
        } catch (Exception e) {
            RouteFile last = files.get(file.id());
            if (last != null) {
                addTemplate(last);
            }
            throw e;
        }
        files.put(file.id(), file);
        kamelets.put(kamelet.name(), kamelet);
    }

    void remove(String name) throws Exception {
        files.remove(name);
        kamelets.remove(name);
        context.removeRouteTemplates(name);
    }

    /**
     * Checks what a route gives to the one that it begins with, if it does.
     *
     * @throws IllegalArgumentException if there is no such Kamelet, or it cannot take that
     */
    void check(ParsedRoute parsed) {
        if (parsed.kamelet().isEmpty()) {
            return;
        }
        Kamelet kamelet = kamelets.get(parsed.kamelet());
        if (kamelet == null) {
            throw new IllegalArgumentException(
                    "there is no connector \"" + parsed.kamelet() + "\"");
        }
        kamelet.check(parsed.parameters(context));
    }

    /** Camel takes the first template of a name, so an older one must go. */
    private void addTemplate(RouteFile file) throws Exception {
        context.removeRouteTemplates(file.id());
        PluginHelper.getRoutesLoader(context).loadRoutes(ParsedRoute.resource(file));
    }
}
