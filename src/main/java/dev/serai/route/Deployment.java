package dev.serai.route;

import dev.serai.route.RouteFile.Kind;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;

/**
 * Puts one file of {@code routes/} into use, and takes it out of use again, whole. Camel's own
 * reload leaves half of a broken file behind, and a Kamelet's routes when their user goes. Not
 * thread-safe.
 */
final class Deployment {

    /** Under which name Camel remembers whose child a Kamelet's route is. */
    private static final String PARENT = "parentRouteId";

    private static final String KAMELET = "kamelet:";

    private final CamelContext context;
    private final Map<String, Kamelet> kamelets = new ConcurrentHashMap<>();

    Deployment(CamelContext context) {
        this.context = context;
    }

    /** The names of the parameters of all Kamelets. */
    Set<String> parameterNames() {
        Set<String> names = new TreeSet<>();
        kamelets.values().forEach(kamelet -> names.addAll(kamelet.parameters().keySet()));
        return names;
    }

    /** A Kamelet that is in use. */
    Optional<Kamelet> kamelet(String name) {
        return Optional.ofNullable(kamelets.get(name));
    }

    /** Puts a file into use; when it throws, nothing of the file is in use. */
    void deploy(RouteFile file) throws Exception {
        if (file.kind() == Kind.CONNECTOR) {
            addKamelet(file);
        } else {
            addRoute(file);
        }
    }

    /** Takes a file out of use; its requests and batches under way are finished first. */
    void undeploy(RouteFile file) throws Exception {
        if (file.kind() == Kind.CONNECTOR) {
            kamelets.remove(file.id());
            context.removeRouteTemplates(file.id());
        } else {
            removeRoute(file.id());
        }
    }

    private void addKamelet(RouteFile file) throws Exception {
        Kamelet kamelet = Kamelet.read(file.text());
        if (!kamelet.name().equals(file.id())) {
            throw new IllegalArgumentException(
                    "its metadata.name is \""
                            + kamelet.name()
                            + "\", but the file's name says "
                            + file.id());
        }
        // Camel takes the first template of a name, so an older one must go.
        undeploy(file);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource(file));
        kamelets.put(kamelet.name(), kamelet);
    }

    private void addRoute(RouteFile file) throws Exception {
        RoutesDefinition routes = parse(file);
        RouteDefinition route = theRoute(file, routes);
        checkParameters(route);
        failQuietly(routes, route);
        routes.prepareRoute(route);
        Set<Endpoint> before = Set.copyOf(context.getEndpoints());
        try {
            model().addRouteDefinitions(routes.getRoutes());
        } catch (Exception e) {
            removeRoute(file.id());
            removeEndpointsExcept(before);
            throw e;
        }
    }

    /** An endpoint of a Kamelet that is left would not make the Kamelet's route another time. */
    private void removeEndpointsExcept(Set<Endpoint> kept) throws Exception {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (!kept.contains(endpoint)) {
                context.removeEndpoint(endpoint);
            }
        }
    }

    private RoutesDefinition parse(RouteFile file) throws Exception {
        Collection<RoutesBuilder> builders =
                PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource(file)));
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteBuilder routes) {
                return routes.configureRoutes(context);
            }
        }
        throw new IllegalArgumentException("it holds no route");
    }

    private static Resource resource(RouteFile file) {
        return ResourceHelper.fromString("file:" + file.path(), file.text());
    }

    private RouteDefinition theRoute(RouteFile file, RoutesDefinition routes) {
        if (routes.getRoutes().size() != 1) {
            throw new IllegalArgumentException(
                    "a file holds one route, not " + routes.getRoutes().size());
        }
        RouteDefinition route = routes.getRoutes().getFirst();
        if (!file.id().equals(route.getId())) {
            throw new IllegalArgumentException(
                    "its route's id is \""
                            + route.getId()
                            + "\", but the file's name says "
                            + file.id());
        }
        if (model().getRouteDefinition(file.id()) != null) {
            throw new IllegalArgumentException("there is another route \"" + file.id() + "\"");
        }
        return route;
    }

    private void checkParameters(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        if (!uri.startsWith(KAMELET)) {
            return;
        }
        int query = uri.indexOf('?');
        String name = query < 0 ? uri : uri.substring(0, query);
        name = name.substring(KAMELET.length()).replaceFirst("^//", "").replaceFirst("/.*$", "");
        Kamelet kamelet = kamelets.get(name);
        if (kamelet == null) {
            throw new IllegalArgumentException("there is no connector \"" + name + "\"");
        }
        kamelet.check(parameters(query < 0 ? "" : uri.substring(query + 1)));
    }

    private Map<String, String> parameters(String query) {
        try {
            Map<String, Object> parsed =
                    URISupport.parseQuery(context.resolvePropertyPlaceholders(query), true);
            URISupport.resolveRawParameterValues(parsed);
            Map<String, String> parameters = new HashMap<>();
            parsed.forEach((name, value) -> parameters.put(name, String.valueOf(value)));
            return parameters;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its parameters cannot be read");
        }
    }

    /**
     * The front door or the relay decides what a failure means, and logs it once; Camel's own
     * handler would log every one with a stack trace. A file that has a handler of its own keeps
     * it.
     */
    private static void failQuietly(RoutesDefinition routes, RouteDefinition route) {
        if (routes.getErrorHandlerFactory() == null
                && routes.getOnExceptions().isEmpty()
                && !route.isErrorHandlerFactorySet()) {
            route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
        }
    }

    /** The route and those that Kamelets made for it; where requests come in goes first. */
    private void removeRoute(String id) throws Exception {
        for (RouteDefinition child : new ArrayList<>(model().getRouteDefinitions())) {
            if (child.getTemplateParameters() != null
                    && id.equals(child.getTemplateParameters().get(PARENT))) {
                model().removeRouteDefinition(child);
            }
        }
        RouteDefinition route = model().getRouteDefinition(id);
        if (route != null) {
            model().removeRouteDefinition(route);
        }
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
