package dev.serai.route.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Goes through a sink's steps with what the message holds: whether a component can take what comes
 * to it. Where that cannot be told, nothing is objected to.
 */
final class SinkSteps {

    /** They take entries, and nothing else. */
    private static final Set<String> ENTRIES_ONLY = Set.of("lines", "deliver", "live");

    /** They do not look at the body, or take whatever comes. */
    private static final Set<String> INDIFFERENT = Set.of("log", "park", "kamelet");

    private static final String TRANSACTION = "kafka-transaction";
    private static final Set<String> SENDING = Set.of("to", "toD");

    /** After these the body is no entry any more, unless they say what it was. */
    private static final Set<String> REPLACING = Set.of("setBody", "transform", "convertBodyTo");

    private final Map<String, String> options;
    private final Node from;
    private final Faults faults;

    /**
     * @param options of {@code outbox:}
     * @param from where they stand
     */
    SinkSteps(Map<String, String> options, Node from, Faults faults) {
        this.options = options;
        this.from = from;
        this.faults = faults;
    }

    void check(List<Node> steps) {
        after(steps, BodyInHand.handed(options));
    }

    private BodyInHand after(List<Node> steps, BodyInHand before) {
        BodyInHand body = before;
        for (Node step : steps) {
            for (NodeTuple entry : Nodes.entries(step)) {
                body = after(Nodes.text(entry.getKeyNode()), step, entry.getValueNode(), body);
            }
        }
        return body;
    }

    private BodyInHand after(String name, Node step, Node what, BodyInHand before) {
        if (SENDING.contains(name)) {
            return send(step, what, before);
        }
        if (REPLACING.contains(name)) {
            return replaced(name, step, what, before);
        }
        if (name.equals("marshal") || name.equals("unmarshal")) {
            return BodyInHand.UNKNOWN;
        }
        if (name.equals("multicast")) {
            // Each of its steps gets the message as it is before them.
            Nodes.items(Nodes.get(what, "steps")).forEach(one -> after(List.of(one), before));
            return BodyInHand.UNKNOWN;
        }
        BodyInHand inner = name.equals("split") ? BodyInHand.UNKNOWN : before;
        BodyInHand after = within(what, inner);
        boolean isFetched = name.endsWith("nrich") || name.equals("poll");
        return isFetched ? BodyInHand.UNKNOWN : after.or(before);
    }

    /** Whatever a step has within it; which way is gone, nobody knows here. */
    private BodyInHand within(Node what, BodyInHand before) {
        BodyInHand after = before;
        for (NodeTuple member : Nodes.entries(what)) {
            Node value = member.getValueNode();
            if (Nodes.text(member.getKeyNode()).equals("steps")) {
                after = after.or(after(Nodes.items(value), before));
            } else {
                after = after.or(within(value, before));
                for (Node item : Nodes.items(value)) {
                    after = after.or(within(item, before));
                }
            }
        }
        return after;
    }

    private BodyInHand replaced(String name, Node step, Node what, BodyInHand before) {
        @Nullable Node inner = Nodes.get(what, "expression");
        Node expression = inner == null || inner instanceof ScalarNode ? what : inner;
        @Nullable Node jq = Nodes.get(expression, "jq");
        if (jq != null && before == BodyInHand.ENTRIES && Nodes.get(jq, "source") == null) {
            faults.add(
                    step,
                    "batch_unreadable",
                    name + " by jq reads JSON, and this is a list of events",
                    "add form: json to the parameters of outbox:");
            return BodyInHand.UNKNOWN;
        }
        boolean isText = jq != null || Nodes.get(expression, "constant") != null;
        return isText ? BodyInHand.DATA : BodyInHand.UNKNOWN;
    }

    private BodyInHand send(Node step, Node to, BodyInHand body) {
        String uri = to instanceof ScalarNode ? Nodes.text(to) : Nodes.textOf(to, "uri");
        String scheme = uri.startsWith("{{") ? "" : uri.replaceFirst(":.*$", "");
        if (scheme.equals(TRANSACTION)) {
            transaction(step, body);
        } else if (ENTRIES_ONLY.contains(scheme)) {
            if (body == BodyInHand.DATA) {
                faults.add(
                        step,
                        "batch_missing",
                        scheme + ": takes batches, as outbox: hands them out",
                        asTheyAre());
            }
        } else if (INDIFFERENT.contains(scheme)) {
            return scheme.equals("kamelet") ? BodyInHand.UNKNOWN : body;
        } else if (body == BodyInHand.ENTRIES) {
            faults.add(
                    step,
                    "batch_unreadable",
                    (scheme.isEmpty() ? "this endpoint" : scheme + ":")
                            + " cannot read a list of events",
                    "add form: json to the parameters of outbox:, or leave batch: true out");
        }
        return ENTRIES_ONLY.contains(scheme) || scheme.equals(TRANSACTION)
                ? body
                : BodyInHand.UNKNOWN;
    }

    private String asTheyAre() {
        if (!options.getOrDefault("batch", "").equals("true")) {
            return "add batch: true to the parameters of outbox:, in line " + Nodes.line(from);
        }
        return options.getOrDefault("form", "data").equals("data")
                ? "leave the step out that replaces them"
                : "leave form out of the parameters of outbox:";
    }

    private void transaction(Node step, BodyInHand body) {
        if (!options.getOrDefault("cursor", "").equals("kafka")) {
            faults.add(
                    step,
                    "transaction_missing",
                    "kafka-transaction: works with a place that is kept in Kafka",
                    "add cursor: kafka to the parameters of outbox:, or send to kafka:");
        } else if (options.getOrDefault("batch", "").equals("true") && body == BodyInHand.DATA) {
            faults.add(
                    step,
                    "batch_missing",
                    "kafka-transaction: takes a batch as outbox: hands it out",
                    "leave batch: true out to send something else than the events' own data");
        }
    }
}
