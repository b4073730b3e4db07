package dev.serai.route.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.NamedNode;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Reads a route into a tree that a page can draw. Nothing of it is started. */
final class DrawRoute {

    private static final Set<String> BRANCHES =
            Set.of("when", "otherwise", "doCatch", "doFinally", "onFallback");

    /** Whose children go side by side. */
    private static final Set<String> FORKS = Set.of("multicast");

    private DrawRoute() {}

    static Node of(RouteDefinition route) {
        List<Node> steps = new ArrayList<>();
        route.getOutputs().forEach(step -> steps.add(node(step)));
        String uri = PlainUri.of(route.getInput().getEndpointUri());
        return new Node(
                route.getRouteId(),
                "from",
                label(route.getInput()),
                uri,
                line(route.getInput()),
                steps,
                List.of());
    }

    private static Node node(ProcessorDefinition<?> step) {
        return node(step, step.getOutputs());
    }

    private static Node node(
            OptionalIdentifiedDefinition<?> step, List<ProcessorDefinition<?>> outputs) {
        List<Node> children = new ArrayList<>();
        List<Node> branches = new ArrayList<>();
        for (ProcessorDefinition<?> inner : outputs) {
            boolean aside =
                    BRANCHES.contains(inner.getShortName()) || FORKS.contains(step.getShortName());
            (aside ? branches : children).add(node(inner));
        }
        if (step instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
            branches.add(node(breaker.getOnFallback(), breaker.getOnFallback().getOutputs()));
        }
        return new Node(
                id(step),
                step.getShortName(),
                label(step),
                uri(step),
                line(step),
                children,
                branches);
    }

    private static @Nullable String id(OptionalIdentifiedDefinition<?> step) {
        return step.hasCustomIdAssigned() ? step.getId() : null;
    }

    private static @Nullable String uri(OptionalIdentifiedDefinition<?> step) {
        return step instanceof EndpointRequiredDefinition endpoint
                        && endpoint.getEndpointUri() != null
                ? PlainUri.of(endpoint.getEndpointUri())
                : null;
    }

    private static int line(NamedNode node) {
        return Math.max(0, node.getLineNumber());
    }

    private static String label(NamedNode node) {
        return PlainUri.of(String.valueOf(node.getLabel()));
    }
}
