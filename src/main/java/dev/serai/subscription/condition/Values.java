package dev.serai.subscription.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How jq compares: null, false, true, numbers, texts, arrays, objects, in this order. */
final class Values {

    private Values() {}

    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !value.isMissingNode() && !value.equals(BooleanNode.FALSE);
    }

    static int compare(JsonNode one, JsonNode other, Steps steps) {
        steps.take();
        int byKind = Integer.compare(rank(one), rank(other));
        if (byKind != 0) {
            return byKind;
        }
        if (one.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        if (one.isTextual()) {
            steps.take(Math.min(one.textValue().length(), other.textValue().length()) / 64);
            return one.textValue().compareTo(other.textValue());
        }
        if (one.isArray()) {
            return compareArrays(one, other, steps);
        }
        return one.isObject() ? compareObjects(one, other, steps) : 0;
    }

    private static int compareArrays(JsonNode one, JsonNode other, Steps steps) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int byItem = compare(one.get(i), other.get(i), steps);
            if (byItem != 0) {
                return byItem;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** By their sorted names first. */
    private static int compareObjects(JsonNode one, JsonNode other, Steps steps) {
        List<String> names = names(one, steps);
        List<String> others = names(other, steps);
        for (int i = 0; i < Math.min(names.size(), others.size()); i++) {
            int byName = names.get(i).compareTo(others.get(i));
            if (byName != 0) {
                return byName;
            }
        }
        if (names.size() != others.size()) {
            return Integer.compare(names.size(), others.size());
        }
        for (String name : names) {
            int byValue = compare(one.get(name), other.get(name), steps);
            if (byValue != 0) {
                return byValue;
            }
        }
        return 0;
    }

    private static List<String> names(JsonNode object, Steps steps) {
        steps.take(object.size());
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        return names;
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> 0;
            case BOOLEAN -> value.booleanValue() ? 2 : 1;
            case NUMBER -> 3;
            case STRING, BINARY -> 4;
            case ARRAY -> 5;
            case OBJECT, POJO -> 6;
        };
    }
}
