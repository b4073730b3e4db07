package dev.serai.route.check;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where Camel calls a success what was not sent: the sink would go on past the event, and nobody
 * would hear of it.
 */
final class LookAtLosses implements Look {

    private static final Set<String> SEVERAL =
            Set.of("MulticastDefinition", "SplitDefinition", "RecipientListDefinition");

    private static final Set<String> ADDRESSES =
            Set.of("RecipientListDefinition", "RoutingSlipDefinition");

    private static final Set<String> IGNORING =
            Set.of("ignoreInvalidEndpoint", "ignoreInvalidEndpoints");

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        String member = Nodes.text(key);
        if (member.equals("timeout") && SEVERAL.contains(form.name())) {
            loses(
                    key,
                    "what is not done in time would count as sent",
                    "leave it out; endpoints have time limits of their own",
                    faults);
        }
        if (IGNORING.contains(member) && Nodes.text(value).equals("true")) {
            loses(key, "what has no address would count as sent", "leave it out", faults);
        }
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        @Nullable Node uri = Nodes.get(part, "deadLetterUri");
        if (form.name().equals("DeadLetterChannelDefinition")
                && !Nodes.textOf(part, "deadLetterHandleNewException").equals("false")) {
            loses(
                    uri == null ? part : uri,
                    "while this cannot be reached either, events would count as sent",
                    "leave errorHandler: out, the relay parks and tries again; or add"
                            + " deadLetterHandleNewException: false",
                    faults);
        }
        if (ADDRESSES.contains(form.name())) {
            addresses(part, faults);
        }
    }

    /** To Camel a text of jq's is a list of its parts, and it has none. */
    private static void addresses(Node part, Faults faults) {
        @Nullable Node direct = Nodes.get(part, "jq");
        @Nullable Node jq =
                direct == null ? Nodes.get(Nodes.get(part, "expression"), "jq") : direct;
        if (jq != null && Nodes.textOf(jq, "resultType").isEmpty()) {
            loses(
                    jq,
                    "what jq makes is no list of addresses as it is: it would be sent nowhere",
                    "write jq: {expression: ..., resultType: java.lang.String}",
                    faults);
        }
    }

    private static void loses(Node at, String why, String fix, Faults faults) {
        faults.add(at, "loses_events", why, fix);
    }
}
