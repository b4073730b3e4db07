package dev.serai.route.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.problem.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Compares a draft with Camel's schema: which steps and members there are, what they must have, of
 * what type they are. Shows every part to those who look for something else.
 */
final class CheckShape {

    /** More of them in a message help nobody. */
    private static final int NAMES_MAX = 12;

    private final CamelSchema schema;
    private final List<Look> looks;
    private final Faults faults;

    CheckShape(CamelSchema schema, List<Look> looks, Faults faults) {
        this.schema = schema;
        this.looks = looks;
        this.faults = faults;
    }

    void check(Node node, JsonNode as) {
        Form form = schema.form(as);
        looks.forEach(look -> look.atPart(form, node, faults));
        switch (form.type()) {
            case "object" -> object(node, form);
            case "array" -> list(node, form);
            case "boolean", "number", "integer" -> value(node, form);
            default -> text(node, form);
        }
    }

    private void object(Node node, Form form) {
        if (node instanceof ScalarNode scalar) {
            boolean isNothing = scalar.getValue().isEmpty() && form.required().isEmpty();
            if (!form.mayBeText() && !isNothing) {
                wrong(node, form, "members, each on a line of its own");
            }
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            wrong(node, form, "members, not a list");
            return;
        }
        if (form.isOpen()) {
            return;
        }
        if (form.name().equals("ProcessorDefinition") && mapping.getValue().size() != 1) {
            faults.add(node, "step_shape", "a step has one name", "begin each step with a dash");
        }
        mapping.getValue().forEach(entry -> member(entry, form));
        Set<String> missing = new TreeSet<>(form.required());
        mapping.getValue().forEach(entry -> missing.remove(Nodes.text(entry.getKeyNode())));
        missing.forEach(
                name ->
                        faults.add(
                                node,
                                "member_missing",
                                called(form) + " needs " + name,
                                "add " + name + ":"));
    }

    private void member(NodeTuple entry, Form form) {
        Node key = entry.getKeyNode();
        JsonNode known = form.members().get(Nodes.text(key));
        if (known == null) {
            unknown(key, form);
            return;
        }
        looks.forEach(look -> look.atMember(form, key, entry.getValueNode(), faults));
        check(entry.getValueNode(), known);
    }

    private void unknown(Node key, Form form) {
        String name = Nodes.text(key);
        String what =
                form.name().equals("ProcessorDefinition")
                        ? "there is no step " + name
                        : called(form) + " has no " + name;
        faults.add(key, "member_unknown", what, proposal(name, form.members().keySet()));
    }

    /** What was meant, or all that there is. */
    static String proposal(String name, Set<String> known) {
        @Nullable String nearest = Nearest.of(name, known).orElse(null);
        if (nearest != null) {
            return "did you mean " + nearest + "?";
        }
        List<String> names = new ArrayList<>(new TreeSet<>(known));
        return names.size() <= NAMES_MAX ? "there is " + String.join(", ", names) : "leave it out";
    }

    private void list(Node node, Form form) {
        if (!(node instanceof SequenceNode sequence)) {
            if (!Nodes.text(node).isEmpty() || node instanceof MappingNode) {
                wrong(node, form, "a list: each item begins with a dash");
            }
            return;
        }
        JsonNode items = form.items();
        if (items != null) {
            sequence.getValue().forEach(item -> check(item, items));
        }
    }

    private void value(Node node, Form form) {
        if (!(node instanceof ScalarNode scalar)) {
            wrong(node, form, "a " + form.type());
            return;
        }
        String text = scalar.getValue();
        boolean fits =
                form.type().equals("boolean")
                        ? text.equals("true") || text.equals("false")
                        : text.matches("-?[0-9]+(\\.[0-9]+)?");
        if (!fits && !text.contains("{{")) {
            wrong(node, form, form.type().equals("boolean") ? "true or false" : "a number");
        }
    }

    private void text(Node node, Form form) {
        if (!(node instanceof ScalarNode scalar)) {
            if (form.type().equals("string")) {
                wrong(node, form, "a text");
            }
            return;
        }
        String text = scalar.getValue();
        if (!form.allowed().isEmpty() && !form.allowed().contains(text) && !text.contains("{{")) {
            wrong(node, form, "one of " + String.join(", ", form.allowed()));
        }
    }

    private void wrong(Node node, Form form, String expected) {
        String of = form.name().isEmpty() ? "this" : called(form);
        faults.add(node, "member_type", of + " is of the wrong type", "write " + expected);
    }

    private static String called(Form form) {
        String name = form.name().replaceFirst("(Expression)?(Definition)?(Deserializer)?$", "");
        return name.isEmpty() ? "it" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
