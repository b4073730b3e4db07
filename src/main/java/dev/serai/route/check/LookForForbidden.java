package dev.serai.route.check;

import dev.serai.route.guard.Allowed;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Steps that run code, that lose events, or that reach beyond their own file; and members that
 * refer to beans.
 */
final class LookForForbidden implements Look {

    private static final String CODE = "it could run any code";
    private static final String LOSES =
            "it answers before the event has arrived, so a crash loses it";
    private static final String BEYOND = "it reaches beyond its own file";
    private static final String BEANS = "it needs a bean, and routes have none";

    private static final Map<String, String> STEPS =
            Map.ofEntries(
                    Map.entry("bean", CODE),
                    Map.entry("script", CODE),
                    Map.entry("serviceCall", BEYOND),
                    Map.entry("tokenizer", BEANS),
                    Map.entry("transformDataType", CODE),
                    Map.entry("policy", BEANS),
                    Map.entry("transacted", BEANS),
                    Map.entry("saga", BEANS),
                    Map.entry("sort", BEANS),
                    Map.entry("idempotentConsumer", BEANS),
                    Map.entry("loadBalance", BEANS),
                    Map.entry("pausable", BEANS),
                    Map.entry("resumable", BEANS),
                    Map.entry("claimCheck", BEANS),
                    Map.entry("aggregate", LOSES),
                    Map.entry("resequence", LOSES),
                    Map.entry("threads", LOSES),
                    Map.entry("wireTap", LOSES),
                    Map.entry("dynamicRouter", "it asks where to send to until it is told nowhere"),
                    Map.entry("sample", "it drops events without a trace"));

    /** Of a file's items, besides the route itself. */
    private static final Set<String> ITEMS =
            Set.of("route", "from", "errorHandler", "onException", "onCompletion", "intercept");

    /** Members that name a bean of the hub. */
    private static final Set<String> REFERENCES =
            Set.of(
                    "ref",
                    "aggregationStrategy",
                    "aggregationRepository",
                    "aggregateController",
                    "executorService",
                    "timeoutExecutorService",
                    "threadOffloadExecutorService",
                    "idempotentRepository",
                    "onPrepare",
                    "onPrepareRef",
                    "comparator",
                    "logger",
                    "routePolicy",
                    "routeConfigurationId",
                    "configuration",
                    "config",
                    "circuitBreaker",
                    "typedGuard",
                    "predicateExceptionFactory",
                    "untilCheck",
                    "sagaService",
                    "inputType",
                    "outputType",
                    "faultToleranceConfiguration",
                    "jtaTransactionErrorHandler",
                    "springTransactionErrorHandler",
                    "refErrorHandler");

    private final Allowed allowed;

    LookForForbidden(Allowed allowed) {
        this.allowed = allowed;
    }

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        String name = Nodes.text(key);
        if (form.name().equals("ProcessorDefinition")) {
            String why = STEPS.get(name);
            if (why != null) {
                faults.add(
                        key,
                        "step_forbidden",
                        "the step " + name + " is not for routes: " + why,
                        fix(name));
            }
        } else if (form.name().equals(CamelSchema.ITEM) && !ITEMS.contains(name)) {
            String why = name.equals("beans") ? CODE : BEYOND;
            faults.add(
                    key,
                    "step_forbidden",
                    name + ": is not for routes: " + why,
                    "a file is one - route:");
        } else if (isReference(form, name) && !allowed.beans().contains(Nodes.text(value))) {
            faults.add(
                    key,
                    "reference_forbidden",
                    name + " refers to a bean",
                    "leave it out; the operator may add the names of beans to serai.routes.allowed-beans");
        }
    }

    private static boolean isReference(Form form, String name) {
        return name.endsWith("Ref") || REFERENCES.contains(name) && !form.isOpen();
    }

    private static String fix(String step) {
        return switch (step) {
            case "bean", "script" -> "map with jq";
            case "wireTap" -> "write a sink of its own for the other place, or to:";
            case "aggregate" -> "take batches from outbox: with batch: true";
            case "dynamicRouter" -> "use choice: or recipientList:";
            case "sample" -> "leave events out by filter:";
            default -> "leave it out";
        };
    }
}
