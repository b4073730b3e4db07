package dev.serai.route.check;

import dev.serai.route.check.ComponentOptions.Component;
import dev.serai.route.check.ComponentOptions.Option;
import dev.serai.route.guard.EndpointRules;
import dev.serai.route.guard.Objection;
import dev.serai.route.guard.UriText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Endpoints: whether a route may have them, and whether their options are theirs. */
final class LookAtEndpoints implements Look {

    private static final Set<String> PARTS =
            Set.of(
                    "ToDefinition",
                    "ToDynamicDefinition",
                    "FromDefinition",
                    "RouteFromDefinitionDeserializer",
                    "PollDefinition",
                    "WireTapDefinition",
                    "InterceptFromDefinition",
                    "InterceptSendToEndpointDefinition");

    private static final Set<String> ENRICHING = Set.of("EnrichDefinition", "PollEnrichDefinition");

    private static final Set<String> LISTING =
            Set.of("RecipientListDefinition", "RoutingSlipDefinition");

    private static final Set<String> URIS = Set.of("deadLetterUri", "afterUri");

    private final EndpointRules rules;
    private final ComponentOptions components;
    private final LookForSecrets secrets;

    LookAtEndpoints(EndpointRules rules, ComponentOptions components, LookForSecrets secrets) {
        this.rules = rules;
        this.components = components;
        this.secrets = secrets;
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        if (PARTS.contains(form.name())) {
            Node uri = part instanceof ScalarNode ? part : Nodes.get(part, "uri");
            if (uri != null) {
                check(uri, Nodes.get(part, "parameters"), faults);
            }
        } else if (form.name().equals("KameletDefinition")) {
            Node name = part instanceof ScalarNode ? part : Nodes.get(part, "name");
            if (name != null) {
                check("kamelet:" + Nodes.text(name), name, Nodes.get(part, "parameters"), faults);
            }
        } else if (ENRICHING.contains(form.name())) {
            written(part).ifPresent(at -> check(Nodes.text(at), at, null, faults));
        } else if (LISTING.contains(form.name()) && Nodes.get(part, "delimiter") == null) {
            written(part)
                    .ifPresent(
                            at ->
                                    List.of(Nodes.text(at).split(","))
                                            .forEach(one -> check(one.strip(), at, null, faults)));
        }
    }

    /** An address that is written out although it could be computed. */
    private static Optional<Node> written(Node part) {
        @Nullable Node inner = Nodes.get(part, "expression");
        return Stream.of(part, inner == null ? part : inner)
                .flatMap(
                        from ->
                                Stream.of("constant", "simple")
                                        .map(language -> Nodes.get(from, language)))
                .flatMap(Stream::ofNullable)
                .map(
                        language ->
                                language instanceof ScalarNode
                                        ? language
                                        : Nodes.get(language, "expression"))
                .flatMap(Stream::ofNullable)
                .filter(at -> !Nodes.text(at).contains("${"))
                .findFirst();
    }

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        if (URIS.contains(Nodes.text(key))) {
            check(value, null, faults);
        }
    }

    private void check(Node uri, @Nullable Node parameters, Faults faults) {
        check(Nodes.text(uri), uri, parameters, faults);
    }

    private void check(String text, Node at, @Nullable Node parameters, Faults faults) {
        UriText uri;
        try {
            uri = UriText.of(text, Nodes.texts(parameters));
        } catch (IllegalArgumentException e) {
            faults.add(at, "uri_unreadable", e.getMessage(), "write the options under parameters:");
            return;
        }
        Nodes.entries(parameters)
                .forEach(
                        entry -> {
                            if (!(entry.getValueNode() instanceof ScalarNode)) {
                                faults.add(
                                        entry.getValueNode(),
                                        "member_type",
                                        "a parameter is one value",
                                        "write it as a text");
                            }
                        });
        if (text.contains("language:")) {
            faults.add(
                    at,
                    "language_forbidden",
                    "an endpoint's name is no expression of another language",
                    "use ${...} in toD:");
        }
        for (Objection objection : rules.judge(uri)) {
            faults.add(placeOf(objection, at, parameters), objection);
        }
        if (faults.isEmpty() || !uri.scheme().isEmpty()) {
            options(uri, at, parameters, faults);
        }
    }

    /** An objection to an option is shown at it. */
    private static Node placeOf(Objection objection, Node at, @Nullable Node parameters) {
        return Nodes.entries(parameters).stream()
                .map(entry -> entry.getKeyNode())
                .filter(key -> objection.detail().contains("option " + Nodes.text(key) + " "))
                .findFirst()
                .orElse(at);
    }

    private void options(UriText uri, Node at, @Nullable Node parameters, Faults faults) {
        Optional<Component> found = components.find(uri.scheme());
        if (found.isEmpty()) {
            if (rules.allows(uri.scheme())) {
                faults.add(
                        at,
                        "component_unknown",
                        "there is no component " + uri.scheme() + " on the class path",
                        "put its jar into lib/");
            }
            return;
        }
        Component component = found.get();
        uri.options()
                .forEach(
                        (name, value) -> {
                            Node place = parameters == null ? at : Nodes.keyOr(parameters, name);
                            option(uri, component, Map.entry(name, value), place, faults);
                            Option option = component.options().get(name);
                            secrets.check(
                                    name,
                                    value,
                                    option != null && option.secret(),
                                    Nodes.valueOr(parameters, name, at),
                                    faults);
                        });
        component
                .options()
                .forEach(
                        (name, option) -> {
                            if (option.required() && !uri.options().containsKey(name)) {
                                faults.add(
                                        at,
                                        "option_missing",
                                        uri.scheme() + ": needs the option " + name,
                                        "add " + name + " to parameters:");
                            }
                        });
    }

    private static void option(
            UriText uri,
            Component component,
            Map.Entry<String, String> given,
            Node place,
            Faults faults) {
        String name = given.getKey();
        if (!component.has(name)) {
            faults.add(
                    place,
                    "option_unknown",
                    uri.scheme() + ": has no option " + name,
                    CheckShape.proposal(name, component.options().keySet()));
            return;
        }
        Option option = component.options().get(name);
        if (option != null) {
            OptionType.check(option, name, given.getValue(), place, faults);
        }
    }
}
