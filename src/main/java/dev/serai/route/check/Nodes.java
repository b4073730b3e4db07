package dev.serai.route.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what YAML's parser found, and where. */
final class Nodes {

    private Nodes() {}

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }

    /** The value of a member; null if there is none. */
    static @Nullable Node get(@Nullable Node node, String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> name.equals(text(entry.getKeyNode())))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** The text of a member; empty if there is none, or it is no scalar. */
    static String textOf(@Nullable Node node, String name) {
        return text(get(node, name));
    }

    /** The text of a scalar; empty if it is none. */
    static String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** What a mapping holds, or nothing. */
    static List<NodeTuple> entries(@Nullable Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    /** What a list holds, or nothing. */
    static List<Node> items(@Nullable Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    /** The scalars of a mapping by name, values as texts. */
    static Map<String, String> texts(@Nullable Node node) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries(node)
                .forEach(entry -> texts.put(text(entry.getKeyNode()), text(entry.getValueNode())));
        return texts;
    }

    /** The key of a member, to point at; the mapping itself if there is none. */
    static Node keyOr(Node mapping, String name) {
        Optional<Node> key =
                entries(mapping).stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(one -> name.equals(text(one)))
                        .findFirst();
        return key.orElse(mapping);
    }

    /** The value of a member, to point at; another node if there is none. */
    static Node valueOr(@Nullable Node mapping, String name, Node otherwise) {
        @Nullable Node value = get(mapping, name);
        return value == null ? otherwise : value;
    }

    /** Every scalar below a node, keys included. */
    static void scalars(Node node, Consumer<ScalarNode> each) {
        if (node instanceof ScalarNode scalar) {
            each.accept(scalar);
        }
        items(node).forEach(item -> scalars(item, each));
        entries(node)
                .forEach(
                        entry -> {
                            scalars(entry.getKeyNode(), each);
                            scalars(entry.getValueNode(), each);
                        });
    }
}
