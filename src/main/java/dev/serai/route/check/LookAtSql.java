package dev.serai.route.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What {@code jdbc:} runs is the body: it must be a statement of the route's author, no value of an
 * event.
 */
final class LookAtSql implements Look {

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        if (!Nodes.text(key).equals("steps")) {
            return;
        }
        @Nullable Node body = null;
        for (Node step : Nodes.items(value)) {
            @Nullable Node set = Nodes.get(step, "setBody");
            body = set == null ? body : set;
            if (isJdbc(step) && !isFixed(body)) {
                faults.add(
                        step,
                        "sql_injection",
                        "what jdbc: is to run is not written out before it",
                        "put setBody: {constant: \"insert ... values (:?name)\"} into the same steps");
            }
        }
    }

    private static boolean isJdbc(Node step) {
        for (String name : List.of("to", "toD")) {
            @Nullable Node to = Nodes.get(step, name);
            String uri = to instanceof ScalarNode ? Nodes.text(to) : Nodes.textOf(to, "uri");
            if (uri.startsWith("jdbc:")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFixed(@Nullable Node body) {
        @Nullable Node inner =
                Nodes.get(body, "expression") == null ? body : Nodes.get(body, "expression");
        if (Nodes.get(inner, "constant") != null) {
            return true;
        }
        @Nullable Node simple = Nodes.get(inner, "simple");
        String text =
                simple instanceof ScalarNode
                        ? Nodes.text(simple)
                        : Nodes.textOf(simple, "expression");
        return simple != null && !text.contains("${") && !text.contains("$simple{");
    }
}
