package dev.serai.route.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether the headers that a sink reads of its events, or that a component needs, are there. */
final class SinkHeaders {

    private static final Pattern READ =
            Pattern.compile(
                    "(?:\\$\\{headers?[.\\[:]['\"]?|:\\?)((?:ce[_-]|CamelSerai)[A-Za-z0-9_-]+)");

    private static final String S3_KEY = "CamelAwsS3Key";

    private final boolean batch;
    private final boolean http;
    private final Node steps;
    private final Set<String> made = new HashSet<>();

    SinkHeaders(Map<String, String> options, Node steps) {
        this.batch = options.getOrDefault("batch", "").equals("true");
        this.http = options.getOrDefault("form", "").equals("http");
        this.steps = steps;
    }

    void check(Faults faults) {
        collect(steps);
        look(steps, faults);
    }

    private void collect(Node node) {
        for (NodeTuple entry : Nodes.entries(node)) {
            if (Nodes.text(entry.getKeyNode()).equals("name")) {
                made.add(Nodes.text(entry.getValueNode()));
            }
            collect(entry.getValueNode());
        }
        Nodes.items(node).forEach(this::collect);
    }

    private void look(Node node, Faults faults) {
        for (NodeTuple entry : Nodes.entries(node)) {
            String key = Nodes.text(entry.getKeyNode());
            Node value = entry.getValueNode();
            if (key.equals("header") && value instanceof ScalarNode) {
                read(Nodes.text(value), value, faults);
            } else if (key.equals("to") || key.equals("toD")) {
                s3(value, faults);
            }
            look(value, faults);
        }
        Nodes.items(node).forEach(item -> look(item, faults));
        // A topic's expression is about each event, also of a batch.
        if (node instanceof ScalarNode && !Nodes.text(node).startsWith("kafka-transaction:")) {
            Matcher reads = READ.matcher(Nodes.text(node));
            while (reads.find()) {
                read(reads.group(1), node, faults);
            }
        }
    }

    private void read(String header, Node at, Faults faults) {
        if (!made.contains(header)) {
            instead(header)
                    .ifPresent(
                            fix ->
                                    faults.add(
                                            at,
                                            "header_missing",
                                            "no event of this sink has the header " + header,
                                            fix));
        }
    }

    /** What to write; empty if there is such a header. */
    private Optional<String> instead(String header) {
        boolean isAttribute = header.startsWith("ce_") || header.startsWith("ce-");
        if (batch && (isAttribute || header.startsWith("CamelSerai"))) {
            return Optional.of("leave batch: true out; with it, one message has many events");
        }
        String other =
                http ? header.replaceFirst("^ce_", "ce-") : header.replaceFirst("^ce-", "ce_");
        return isAttribute && !other.equals(header)
                ? Optional.of("write " + other)
                : Optional.empty();
    }

    /** An object without a key is none. */
    private void s3(Node to, Faults faults) {
        String uri = to instanceof ScalarNode ? Nodes.text(to) : Nodes.textOf(to, "uri");
        @Nullable Node parameters = Nodes.get(to, "parameters");
        boolean says =
                uri.contains("keyName=")
                        || uri.contains("operation=")
                        || Nodes.get(parameters, "keyName") != null
                        || Nodes.get(parameters, "operation") != null;
        if (uri.startsWith("aws2-s3:") && !says && !made.contains(S3_KEY)) {
            faults.add(
                    to,
                    "option_missing",
                    "aws2-s3: needs to know the object's key",
                    "add keyName to parameters:, or setHeader " + S3_KEY + " before it");
        }
    }
}
