package dev.serai.route.check;

import dev.serai.route.guard.UriText;
import dev.serai.route.sink.CheckOptions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a sink can never do, although each part of it is right: options of {@code outbox:} that
 * exclude each other, and steps that need what the message does not have. Otherwise every event
 * would fail, or be parked, one after another.
 */
final class LookAtSink implements Look {

    private static final Set<String> PARTS =
            Set.of("FromDefinition", "RouteFromDefinitionDeserializer");

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        @Nullable Node uri = Nodes.get(part, "uri");
        if (!PARTS.contains(form.name()) || uri == null) {
            return;
        }
        @Nullable Node parameters = Nodes.get(part, "parameters");
        @Nullable Map<String, String> options = options(uri, parameters);
        if (options == null) {
            return;
        }
        CheckOptions.of(options)
                .forEach(
                        wrong ->
                                faults.add(
                                        parameters == null
                                                ? uri
                                                : Nodes.keyOr(parameters, wrong.name()),
                                        "option_useless",
                                        wrong.why(),
                                        wrong.fix()));
        @Nullable Node steps = Nodes.get(part, "steps");
        if (steps != null) {
            new SinkSteps(options, uri, faults).check(Nodes.items(steps));
            new SinkHeaders(options, steps).check(faults);
        }
    }

    private static @Nullable Map<String, String> options(Node uri, @Nullable Node parameters) {
        try {
            UriText from = UriText.of(Nodes.text(uri), Nodes.texts(parameters));
            return from.scheme().equals("outbox") ? from.options() : null;
        } catch (IllegalArgumentException e) {
            return null; // others say so
        }
    }
}
