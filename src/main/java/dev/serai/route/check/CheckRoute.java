package dev.serai.route.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.route.check.Draft.Kind;
import dev.serai.route.guard.Allowed;
import dev.serai.route.guard.EndpointRules;
import dev.serai.route.guard.PlaceholderRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Judges a draft: what it says is read, and none of it is executed, nor shown to Camel. What has no
 * fault here may still fail to start, for what it names can be away. Thread-safe.
 */
public final class CheckRoute {

    private static final String FROM = "model.FromDefinition";
    private static final String ROUTE = "model.RouteDefinition";

    private final Allowed allowed;
    private final ComponentOptions components;
    private final InUse inUse;
    private final CamelSchema schema = CamelSchema.load();

    public CheckRoute(Allowed allowed, ComponentOptions components, InUse inUse) {
        this.allowed = allowed;
        this.components = components;
        this.inUse = inUse;
    }

    /** What is wrong with a draft, from its top to its end; nothing if nothing is. */
    public List<Fault> faults(Draft draft) {
        Faults faults = new Faults();
        @Nullable Node document = ReadYaml.of(draft.text(), faults);
        if (document == null) {
            return faults.inOrder();
        }
        LookForSecrets secrets = new LookForSecrets(inUse);
        List<Look> looks = new ArrayList<>();
        looks.add(new LookForForbidden(allowed));
        looks.add(new LookAtNames());
        looks.add(new LookAtSql());
        looks.add(new LookAtExpressions(new CheckJq(draft.text())));
        looks.add(new LookAtEndpoints(new EndpointRules(allowed), components, secrets));
        looks.add(new LookAtRoute(draft, inUse, secrets));
        looks.add(new LookAtPlaces(draft.kind()));
        looks.add(new LookAtSecretNames(secrets));
        looks.add(new LookAtSteps(LookAtSteps.defaults(document)));
        if (draft.kind() == Kind.SINK) {
            looks.add(new LookAtBreakers());
            looks.add(new LookAtSink());
            looks.add(new LookAtLosses());
        }
        CheckShape shape = new CheckShape(schema, looks, faults);
        Set<String> parameters = new HashSet<>();
        if (draft.kind() == Kind.CONNECTOR) {
            connector(draft, document, shape, parameters, faults);
            secrets.defaults(document, faults);
        } else {
            file(draft, document, shape, faults);
        }
        @Nullable Node spec = Nodes.get(document, "spec");
        @Nullable Node samples = Nodes.get(spec, "samples");
        @Nullable Node definition = Nodes.get(spec, "definition");
        Nodes.scalars(
                document,
                scalar -> {
                    if (samples != null && isWithin(scalar, samples)) {
                        return;
                    }
                    PlaceholderRules.judge(scalar.getValue(), parameters, allowed)
                            .ifPresent(objection -> faults.add(scalar, objection));
                    secrets.references(scalar, faults);
                    // What is said for people may show how a secret looks.
                    if (definition == null || !isWithin(scalar, definition)) {
                        secrets.text(scalar, faults);
                    }
                });
        return faults.inOrder();
    }

    /** Samples are requests, not parts of the route. */
    private static boolean isWithin(Node node, Node outer) {
        int start = outer.getStartMark().map(mark -> mark.getIndex()).orElse(0);
        int end = outer.getEndMark().map(mark -> mark.getIndex()).orElse(0);
        int at = node.getStartMark().map(mark -> mark.getIndex()).orElse(0);
        return at >= start && at < end;
    }

    private void file(Draft draft, Node document, CheckShape shape, Faults faults) {
        List<Node> items = Nodes.items(document);
        if (items.isEmpty()) {
            faults.add(document, "file_shape", "a route's file is a list", "begin with - route:");
            return;
        }
        int routes = 0;
        for (Node item : items) {
            shape.check(item, schema.item());
            @Nullable Node route = Nodes.get(item, "route");
            boolean isRoute = route != null || Nodes.get(item, "from") != null;
            routes += isRoute ? 1 : 0;
            if (isRoute && routes == 1) {
                id(draft, route, item, faults);
            }
        }
        if (routes > 1) {
            faults.add(
                    document,
                    "routes_many",
                    "a file holds one route, not " + routes,
                    "make a file of each");
        }
        if (routes == 0) {
            faults.add(document, "route_missing", "it holds no route", "begin with - route:");
        }
    }

    private static void id(Draft draft, @Nullable Node route, Node item, Faults faults) {
        String id = Nodes.textOf(route, "id");
        if (id.isEmpty()) {
            faults.add(
                    route == null ? item : route,
                    "id_missing",
                    "the route has no id",
                    "write id: " + (draft.name().isEmpty() ? "NAME" : draft.name()));
        } else if (!id.equals(draft.name())) {
            @Nullable Node at = Nodes.get(route, "id");
            faults.add(
                    at == null ? item : at,
                    "id_mismatch",
                    "its route's id is \"" + id + "\", but the file's name says " + draft.name(),
                    "write id: " + draft.name());
        }
    }

    private void connector(
            Draft draft, Node document, CheckShape shape, Set<String> parameters, Faults faults) {
        @Nullable Node spec = Nodes.get(document, "spec");
        @Nullable Node template = Nodes.get(spec, "template");
        @Nullable Node properties = Nodes.get(Nodes.get(spec, "definition"), "properties");
        Nodes.entries(properties).forEach(one -> parameters.add(Nodes.text(one.getKeyNode())));
        if (!Nodes.textOf(document, "kind").equals("Kamelet")) {
            faults.add(document, "file_shape", "a connector is a Kamelet", "write kind: Kamelet");
        }
        String name = Nodes.textOf(Nodes.get(document, "metadata"), "name");
        if (!name.equals(draft.name())) {
            faults.add(
                    document,
                    "id_mismatch",
                    "its metadata.name is \""
                            + name
                            + "\", but the file's name says "
                            + draft.name(),
                    "write name: " + draft.name());
        }
        if (template == null) {
            faults.add(document, "route_missing", "it holds no template", "add spec.template.from");
            return;
        }
        Nodes.entries(template)
                .forEach(entry -> part(entry.getKeyNode(), entry.getValueNode(), shape, faults));
    }

    private void part(Node key, Node value, CheckShape shape, Faults faults) {
        JsonNode as =
                switch (Nodes.text(key)) {
                    case "from" -> schema.definition(FROM);
                    case "route" -> schema.definition(ROUTE);
                    default -> null;
                };
        if (as == null) {
            faults.add(
                    key,
                    "step_forbidden",
                    Nodes.text(key) + ": is not for connectors: it could run any code",
                    "a template has from: only");
            return;
        }
        shape.check(value, as);
    }
}
