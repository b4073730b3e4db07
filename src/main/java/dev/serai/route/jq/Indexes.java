package dev.serai.route.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/** Places in arrays that may be written to: what lies before them is made as well. */
final class Indexes {

    private static final int INDEX_MAX = 100_000;

    private Indexes() {}

    static void check(Path path) throws JsonQueryException {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        path.toJsonNode(steps);
        check(steps);
    }

    /** Of a path as jq writes it: {@code ["a", 5]}. */
    static void check(JsonNode steps) {
        Budget.spend(steps.size());
        for (JsonNode step : steps) {
            if (step.isNumber() && step.asDouble() > INDEX_MAX) {
                throw new TooMuch("the mapping writes behind place " + INDEX_MAX + " of an array");
            }
        }
    }
}
