package dev.serai.route.check;

import dev.serai.route.step.IngressComponent;
import dev.serai.route.step.StepFaults;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * The steps of {@code ingress:}, above all how a connector says that its provider signs: a mistake
 * is told when the connector is saved, and not when somebody makes a source of it.
 */
final class LookAtSteps implements Look {

    private static final String STEP = IngressComponent.SCHEME + ":";
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([A-Za-z0-9_-]+)}}");

    private final Map<String, String> defaults;

    /** For a connector with these parameters that have a default. */
    LookAtSteps(Map<String, String> defaults) {
        this.defaults = defaults;
    }

    /** The defaults of a connector's parameters; of those that are no secrets. */
    static Map<String, String> defaults(Node document) {
        Map<String, String> defaults = new LinkedHashMap<>();
        Node definition = Nodes.get(Nodes.get(document, "spec"), "definition");
        for (NodeTuple property : Nodes.entries(Nodes.get(definition, "properties"))) {
            Node fallback = Nodes.get(property.getValueNode(), "default");
            if (fallback != null
                    && !Nodes.textOf(property.getValueNode(), "format").equals("password")) {
                defaults.put(Nodes.text(property.getKeyNode()), Nodes.text(fallback));
            }
        }
        return defaults;
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        Node uri = Nodes.get(part, "uri");
        String text = Nodes.text(uri);
        if (form.name().equals("ToDefinition") && text.startsWith(STEP) && !text.contains("?")) {
            @Nullable Node parameters = Nodes.get(part, "parameters");
            StepFaults.of(text.substring(STEP.length()), options(parameters))
                    .ifPresent(
                            detail ->
                                    faults.add(
                                            placeOf(detail, parameters, part),
                                            "step_options",
                                            detail,
                                            "see docs/CONNECTORS.md for what there is"));
        }
    }

    private Map<String, Optional<String>> options(@Nullable Node parameters) {
        Map<String, Optional<String>> options = new LinkedHashMap<>();
        Nodes.texts(parameters).forEach((name, text) -> options.put(name, known(text)));
        return options;
    }

    /** What a text says when a source gives no more than it must; empty if that is not known. */
    private Optional<String> known(String text) {
        String filled =
                PARAMETER
                        .matcher(text)
                        .replaceAll(
                                found ->
                                        java.util.regex.Matcher.quoteReplacement(
                                                defaults.getOrDefault(
                                                        found.group(1), found.group())));
        return filled.contains("{{") ? Optional.empty() : Optional.of(filled);
    }

    /** The option whose name or value the fault tells, or the step. */
    private static Node placeOf(String detail, @Nullable Node parameters, Node step) {
        for (NodeTuple option : Nodes.entries(parameters)) {
            String value = Nodes.text(option.getValueNode());
            if (value.length() > 1 && detail.endsWith(value)) {
                return option.getKeyNode();
            }
        }
        return step;
    }
}
