package dev.serai.route.check;

import dev.serai.route.check.Draft.Kind;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether a component of the hub's is of use in a route of a kind: elsewhere it always fails. */
final class LookAtPlaces implements Look {

    private static final Set<String> PARTS = Set.of("ToDefinition", "ToDynamicDefinition");
    private static final Set<String> BEGINNINGS = Set.of("outbox", "platform-http");
    private static final Set<String> OF_SINKS =
            Set.of("deliver", "kafka-transaction", "lines", "live", "park");
    private static final Set<String> OF_SOURCES = Set.of("ingress");

    private final Kind kind;

    LookAtPlaces(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        if (!PARTS.contains(form.name())) {
            return;
        }
        String uri = part instanceof ScalarNode ? Nodes.text(part) : Nodes.textOf(part, "uri");
        String scheme = uri.replaceFirst(":.*$", "");
        if (BEGINNINGS.contains(scheme)) {
            wrong(part, scheme + ": is where a route begins, not a step", "leave it out", faults);
        } else if (kind == Kind.SINK && OF_SOURCES.contains(scheme)) {
            wrong(part, scheme + ": works in sources only: here is no request", "", faults);
        } else if (kind != Kind.SINK && OF_SINKS.contains(scheme)) {
            String fix = "end the source with ingress:append, and make a sink of it";
            wrong(part, scheme + ": works in sinks only: here is no event yet", fix, faults);
        }
    }

    private static void wrong(Node at, String why, String fix, Faults faults) {
        faults.add(at, "component_misplaced", why, fix);
    }
}
