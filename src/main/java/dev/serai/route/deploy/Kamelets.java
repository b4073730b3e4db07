package dev.serai.route.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

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
    public Set<String> parameterNames() {
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

    /** Whether just what a file says is in use. */
    boolean uses(RouteFile file) {
        return file.equals(files.get(file.id()));
    }

    /** Takes up a file: routes that are made from now on are made of it. */
    Ready prepare(RouteFile file) throws Exception {
        Kamelet kamelet = Kamelet.read(file.text());
        if (!kamelet.name().equals(file.id())) {
            throw new IllegalArgumentException(
                    "its metadata.name is \""
                            + kamelet.name()
                            + "\", but the file's name says "
                            + file.id());
        }
        RouteFile last = files.get(file.id());
        try {
            addTemplate(file);
        } catch (Exception e) {
            if (last != null) {
                addTemplate(last);
            }
            throw e;
        }
        put(file, kamelet);
        return new Taken(file.id(), last);
    }

    private void put(RouteFile file, Kamelet kamelet) {
        files.put(file.id(), file);
        kamelets.put(kamelet.name(), kamelet);
    }

    /** A Kamelet that was taken up, and what it was before. */
    private final class Taken implements Ready {

        private final String name;
        private final @Nullable RouteFile last;

        private Taken(String name, @Nullable RouteFile last) {
            this.name = name;
            this.last = last;
        }

        @Override
        public void use() {
            // It is in use already.
        }

        /** What was in use can be put into use again. */
        @Override
        public void discard() {
            try {
                if (last == null) {
                    remove(name);
                } else {
                    addTemplate(last);
                    put(last, Kamelet.read(last.text()));
                }
            } catch (Exception e) {
                throw new IllegalStateException("the Kamelet " + name + " is not as it was", e);
            }
        }
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
