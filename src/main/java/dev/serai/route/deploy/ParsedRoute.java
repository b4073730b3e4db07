package dev.serai.route.deploy;

import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;

/**
 * The one route of a file, as Camel's loader reads it.
 *
 * @param routes the file as a whole
 * @param route its route
 */
record ParsedRoute(RoutesDefinition routes, RouteDefinition route) {

    private static final String KAMELET = "kamelet:";

    /**
     * Reads a file.
     *
     * @throws Exception whatever Camel finds wrong with it
     */
    static ParsedRoute of(RouteFile file, CamelContext context) throws Exception {
        RoutesDefinition routes = definitions(file, context);
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
        return new ParsedRoute(routes, route);
    }

    private static RoutesDefinition definitions(RouteFile file, CamelContext context)
            throws Exception {
        Collection<RoutesBuilder> builders =
                PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource(file)));
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteBuilder routes) {
                return routes.configureRoutes(context);
            }
        }
        throw new IllegalArgumentException("it holds no route");
    }

    /** A file as Camel's loaders take it, who know what it is by its name's ending. */
    static Resource resource(RouteFile file) {
        return ResourceHelper.fromString(
                "file:" + file.kind().folder() + "/" + file.name(), file.text());
    }

    /** The name of the Kamelet that it begins with; empty if it does with something else. */
    String kamelet() {
        String uri = route.getInput().getEndpointUri();
        return uri.startsWith(KAMELET)
                ? path(uri).replaceFirst("^//", "").replaceFirst("/.*$", "")
                : "";
    }

    /**
     * What it gives to that Kamelet.
     *
     * @throws IllegalArgumentException if it cannot be read, or names a secret that there is none
     *     of
     */
    Map<String, String> parameters(CamelContext context) {
        try {
            Map<String, Object> parsed =
                    URISupport.parseQuery(
                            context.resolvePropertyPlaceholders(query(route.getInput().getUri())),
                            true);
            URISupport.resolveRawParameterValues(parsed);
            Map<String, String> parameters = new HashMap<>();
            parsed.forEach((name, value) -> parameters.put(name, String.valueOf(value)));
            return parameters;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its parameters cannot be read");
        }
    }

    /**
     * Gives it a name in the Camel context, and the Kamelets' own routes theirs too: with those
     * that Camel makes up, two of one file would be one.
     */
    void rename(String id) {
        route.setId(id);
        renameSteps(id);
        if (!kamelet().isEmpty()) {
            String query = query(route.getInput().getUri());
            route.getInput()
                    .setUri(
                            KAMELET
                                    + kamelet()
                                    + "/"
                                    + inner(id)
                                    + (query.isEmpty() ? "" : "?" + query));
        }
    }

    private void renameSteps(String id) {
        int number = 0;
        for (ToDefinition step :
                ProcessorDefinitionHelper.filterTypeInOutputs(
                        route.getOutputs(), ToDefinition.class)) {
            String uri = step.getUri();
            if (uri != null && uri.startsWith(KAMELET) && isNamed(path(uri))) {
                String query = query(uri);
                number++;
                step.setUri(
                        KAMELET
                                + path(uri)
                                + "/"
                                + id
                                + ".step"
                                + number
                                + (query.isEmpty() ? "" : "?" + query));
            }
        }
    }

    /** Not where a Kamelet begins or ends, nor one whose route the file itself has named. */
    private static boolean isNamed(String kamelet) {
        return !kamelet.equals("sink") && !kamelet.equals("source") && !kamelet.contains("/");
    }

    /** What the route is called that a Kamelet makes for another one. */
    static String inner(String id) {
        return id + ".in";
    }

    /**
     * The front door or the relay decides what a failure means, and logs it once; Camel's own
     * handler would log every one with a stack trace. A file that has a handler of its own keeps
     * it.
     */
    void failQuietly() {
        if (routes.getErrorHandlerFactory() == null
                && routes.getOnExceptions().isEmpty()
                && !route.isErrorHandlerFactorySet()) {
            route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query)).substring(KAMELET.length());
    }

    private static String query(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? "" : uri.substring(query + 1);
    }
}
