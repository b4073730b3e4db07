package dev.serai.route.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;

/**
 * An operator, whose result is counted; that of repeating a text before it is made.
 *
 * @param operator it
 */
record GuardedOperator(BinaryOperator operator) implements BinaryOperator {

    private static final String TIMES = "*";
    private static final String MINUS = "-";

    @Override
    public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right)
            throws JsonQueryException {
        if (left.isTextual() && right.isNumber() && image().equals(TIMES)) {
            Budget.text((long) (left.textValue().length() * right.asDouble()));
        } else if (left.isNumber() && right.isTextual() && image().equals(TIMES)) {
            Budget.text((long) (right.textValue().length() * left.asDouble()));
        } else if (left.isArray() && right.isArray() && image().equals(MINUS)) {
            // Each of one is compared with each of the other.
            Budget.spend((long) left.size() * right.size());
        } else if (left.isTextual() && right.isTextual()) {
            Budget.text((long) left.textValue().length() + right.textValue().length());
        }
        JsonNode result = operator.apply(mapper, left, right);
        if (result.isContainerNode()) {
            Budget.weigh(result);
        }
        return result;
    }

    @Override
    public String image() {
        return operator.image();
    }
}
