package dev.serai.route.bench;

import static org.apache.camel.model.ProcessorDefinitionHelper.filterTypeInOutputs;

import dev.serai.route.deploy.LiteralParameters;
import dev.serai.route.guard.Allowed;
import dev.serai.route.guard.Guard;
import dev.serai.route.guard.TrialContext;
import dev.serai.route.step.IngressComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context in which a draft does no harm: every component but the one that joins Kamelets is
 * a stand-in, there are no beans, a secret is its name, and it is guarded as the hub's own is.
 */
final class ScratchContext implements AutoCloseable {

    private final TrialContext camel;
    private final StandIns standIns;

    /**
     * A context.
     *
     * @param guard asked before an endpoint, a language or a format is made
     * @param parameters all names of Kamelets' parameters
     * @param property what {@code {{...}}} means that is no secret
     */
    ScratchContext(
            Guard guard,
            Recorder recorder,
            StandIns standIns,
            Set<String> parameters,
            UnaryOperator<String> property) {
        this.standIns = standIns;
        this.camel = new TrialContext(guard, RecorderEndpoint::named);
        camel.getCamelContextExtension()
                .addContextPlugin(
                        ComponentResolver.class,
                        (name, context) ->
                                name.equals("kamelet")
                                        ? kamelets()
                                        : new RecorderComponent(standIns));
        camel.getCamelContextExtension().addInterceptStrategy(new RecordSteps(recorder));
        camel.setSourceLocationEnabled(true);
        // It knows components by their schemes, and these are stand-ins.
        camel.setAutowiredEnabled(false);
        camel.getPropertiesComponent().addPropertiesFunction(new Named("secret"));
        camel.getPropertiesComponent().addPropertiesFunction(new Named("own-secret"));
        camel.getPropertiesComponent().addPropertiesFunction(new OfHub("property", property));
        camel.getPropertiesComponent().addPropertiesSource(new Settings(property));
        bind("kamelet", parameters);
        bind(IngressComponent.SCHEME, IngressComponent.OPTIONS);
    }

    private static KameletComponent kamelets() {
        KameletComponent kamelets = new KameletComponent();
        kamelets.setBlock(false);
        return kamelets;
    }

    private void bind(String scheme, Set<String> parameters) {
        camel.getRegistry()
                .bind(scheme + "-parameters", new LiteralParameters(scheme, () -> parameters));
    }

    /** A secret stands for itself by its name: nothing here could need its value. */
    private record Named(String name) implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String remainder) {
            return "(" + name + " " + remainder.replaceFirst(":$", "") + ")";
        }
    }

    /** What is no secret means what it means to the hub. */
    private record OfHub(String name, UnaryOperator<String> property)
            implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String remainder) {
            return property.apply(name + ":" + remainder);
        }
    }

    /** Those of the hub's settings that routes may name. */
    private record Settings(UnaryOperator<String> property) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        /** Null if nobody set it: what the route says for that case counts. */
        @Override
        public @Nullable String getProperty(String name) {
            String set = Allowed.isSetting(name) ? property.apply(name + ":") : "";
            return set.isEmpty() ? null : set;
        }
    }

    /** Takes up Kamelets, by their names and texts. */
    void add(Map<String, String> kamelets) throws Exception {
        for (Map.Entry<String, String> one : kamelets.entrySet()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(resource(one.getKey() + ".kamelet.yaml", one.getValue()));
        }
        model().getRouteTemplateDefinitions()
                .forEach(template -> addressInFull(template.getRoute()));
    }

    /** Starts the draft's route. */
    void start(String name, String text) throws Exception {
        RoutesDefinition routes = definitions(name, text);
        RouteDefinition route = routes.getRoutes().getFirst();
        if (routes.getErrorHandlerFactory() == null
                && routes.getOnExceptions().isEmpty()
                && !route.isErrorHandlerFactorySet()) {
            route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
        }
        addressInFull(route);
        routes.prepareRoute(route);
        camel.start();
        model().addRouteDefinitions(routes.getRoutes());
    }

    /** Or the far end's path would be split off into headers, for one endpoint to serve all. */
    private static void addressInFull(RouteDefinition route) {
        List<ProcessorDefinition<?>> steps = route.getOutputs();
        filterTypeInOutputs(steps, ToDynamicDefinition.class)
                .forEach(step -> step.setAllowOptimisedComponents("false"));
        filterTypeInOutputs(steps, EnrichDefinition.class)
                .forEach(step -> step.setAllowOptimisedComponents("false"));
    }

    /** Reads a route without starting it. */
    RouteDefinition route(String name, String text) throws Exception {
        return definitions(name, text).getRoutes().getFirst();
    }

    /** Reads what a Kamelet makes routes of. */
    RouteDefinition template(String name, String text) throws Exception {
        add(Map.of(name, text));
        return model().getRouteTemplateDefinition(name).getRoute();
    }

    private RoutesDefinition definitions(String name, String text) throws Exception {
        Resource resource = resource(name + ".camel.yaml", text);
        Collection<RoutesBuilder> builders =
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource));
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteBuilder routes) {
                return routes.configureRoutes(camel);
            }
        }
        throw new IllegalArgumentException("it holds no route");
    }

    StandIns standIns() {
        return standIns;
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    private static Resource resource(String name, String text) {
        return ResourceHelper.fromString("file:" + name, text);
    }

    /** Ends at once: what is still under way is of no worth. */
    @Override
    public void close() {
        camel.getShutdownStrategy().setTimeout(1);
        camel.getShutdownStrategy().setShutdownNowOnTimeout(true);
        camel.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        camel.stop();
    }
}
