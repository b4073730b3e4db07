package dev.serai.subscription.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;

/** A part of a condition: makes one value of one value. */
sealed interface Expression {

    /** Its value for an input; counts its steps. */
    JsonNode of(JsonNode input, Steps steps);

    /** A value that stands there. */
    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            return value;
        }
    }

    /** The input itself: a dot. */
    record Input() implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            return input;
        }
    }

    /** A member of an object; of null it is null. */
    record Member(Expression from, String name) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            steps.take();
            JsonNode object = from.of(input, steps);
            if (!object.isObject() && !object.isNull()) {
                throw new CannotJudge("no object");
            }
            JsonNode member = object.get(name);
            return member == null ? NullNode.instance : member;
        }
    }

    /** An item of an array, from its end if negative; of null it is null. */
    record Item(Expression from, int index) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            steps.take();
            JsonNode array = from.of(input, steps);
            if (!array.isArray() && !array.isNull()) {
                throw new CannotJudge("no array");
            }
            JsonNode item = array.get(index < 0 ? array.size() + index : index);
            return item == null ? NullNode.instance : item;
        }
    }

    /** The first one makes the input of the second. */
    record Pipe(Expression first, Expression second) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            return second.of(first.of(input, steps), steps);
        }
    }

    /** The second one if the first is null or false, or cannot be judged. */
    record Otherwise(Expression first, Expression second) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            steps.take();
            JsonNode value;
            try {
                value = first.of(input, steps);
            } catch (CannotJudge e) {
                value = NullNode.instance;
            }
            return Values.isTrue(value) ? value : second.of(input, steps);
        }
    }

    /** Both, or either. */
    record Logic(Expression first, boolean both, Expression second) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            steps.take();
            boolean is = Values.isTrue(first.of(input, steps));
            return BooleanNode.valueOf(is == both ? Values.isTrue(second.of(input, steps)) : is);
        }
    }

    /** How two values compare. */
    record Comparison(Expression first, Operator operator, Expression second)
            implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            return BooleanNode.valueOf(
                    operator.fits(
                            Values.compare(
                                    first.of(input, steps), second.of(input, steps), steps)));
        }
    }

    /** Whether something is so for one item of an array or an object, or for all of them. */
    record Quantified(boolean all, Expression of, Expression is) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            JsonNode items = of.of(input, steps);
            if (!items.isContainerNode()) {
                throw new CannotJudge("nothing to go through");
            }
            for (JsonNode item : items) {
                steps.take();
                if (Values.isTrue(is.of(item, steps)) != all) {
                    return BooleanNode.valueOf(!all);
                }
            }
            return BooleanNode.valueOf(all);
        }
    }

    /** A function of its input alone. */
    record Plain(Function function) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            steps.take();
            return switch (function) {
                case NOT -> BooleanNode.valueOf(!Values.isTrue(input));
                case LENGTH -> IntNode.valueOf(length(input));
                case TYPE -> TextNode.valueOf(type(input));
                case ASCII_DOWNCASE -> TextNode.valueOf(lower(input, steps));
            };
        }

        private static int length(JsonNode input) {
            if (input.isTextual()) {
                return input.textValue().codePointCount(0, input.textValue().length());
            }
            if (input.isNumber() || input.isBoolean()) {
                throw new CannotJudge("has no length");
            }
            return input.size();
        }

        private static String type(JsonNode input) {
            return input.getNodeType().name().toLowerCase(Locale.ROOT);
        }

        private static String lower(JsonNode input, Steps steps) {
            String text = text(input, steps);
            StringBuilder lower = new StringBuilder(text.length());
            text.chars()
                    .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
                    .forEach(c -> lower.append((char) c));
            return lower.toString();
        }
    }

    /** A function of its input and a value. */
    record With(Question question, Expression value) implements Expression {
        @Override
        public JsonNode of(JsonNode input, Steps steps) {
            steps.take();
            JsonNode asked = value.of(input, steps);
            return BooleanNode.valueOf(
                    switch (question) {
                        case HAS -> has(input, asked);
                        case STARTSWITH -> text(input, steps).startsWith(text(asked, steps));
                        case ENDSWITH -> text(input, steps).endsWith(text(asked, steps));
                        case CONTAINS -> text(input, steps).contains(text(asked, steps));
                    });
        }

        private static boolean has(JsonNode input, JsonNode key) {
            if (input.isObject() && key.isTextual()) {
                return input.has(key.textValue());
            }
            if (input.isArray() && key.isInt()) {
                return input.has(key.intValue());
            }
            throw new CannotJudge("nothing that has something");
        }
    }

    private static String text(JsonNode value, Steps steps) {
        if (!value.isTextual()) {
            throw new CannotJudge("no text");
        }
        steps.take(value.textValue().length() / 64);
        return value.textValue();
    }

    /** Functions of their input alone. */
    enum Function {
        NOT,
        LENGTH,
        TYPE,
        ASCII_DOWNCASE
    }

    /** Functions of their input and a value. */
    enum Question {
        HAS,
        STARTSWITH,
        ENDSWITH,
        /** Of texts only. */
        CONTAINS
    }

    /** How values compare. */
    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean fits(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case UNEQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }
}
