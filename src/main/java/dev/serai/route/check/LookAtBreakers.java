package dev.serai.route.check;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Circuit breakers of a sink. To Camel an open one without a fallback is a success, and so is an
 * exception that it was told to ignore: the sink would go on past events that were never sent.
 */
final class LookAtBreakers implements Look {

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        if (!form.name().equals("CircuitBreakerDefinition")) {
            return;
        }
        @Nullable Node settings = Nodes.get(part, "resilience4jConfiguration");
        boolean throwsWhenOpen =
                Nodes.textOf(settings, "throwExceptionWhenHalfOpenOrOpenState").equals("true");
        if (Nodes.get(part, "onFallback") == null && !throwsWhenOpen) {
            faults.add(
                    part,
                    "breaker_loses",
                    "while this breaker is open, events would count as sent",
                    "add resilience4jConfiguration: {throwExceptionWhenHalfOpenOrOpenState: true}");
        }
        for (String ignoring : new String[] {"ignoreException", "recordException"}) {
            if (Nodes.get(settings, ignoring) != null && settings != null) {
                faults.add(
                        Nodes.keyOr(settings, ignoring),
                        "breaker_loses",
                        ignoring + " makes events that failed count as sent",
                        "leave it out");
            }
        }
    }
}
