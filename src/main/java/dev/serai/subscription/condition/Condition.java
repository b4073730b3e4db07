package dev.serai.subscription.condition;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether an event's data are wanted, said in a part of jq: paths, literals, comparisons, {@code
 * and}, {@code or}, {@code not}, {@code //}, and a few functions. What it says means the same in
 * jq. It has no loops but {@code any} and {@code all}, and its steps are counted, so a customer may
 * write one. Immutable.
 */
public final class Condition {

    /** The length of the longest one. */
    public static final int LENGTH_MAX = 1_000;

    private static final int STEPS_MAX = 50_000;

    private final String text;
    private final Expression expression;

    private Condition(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, saying where and why
     */
    public static Condition of(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a condition has at most 1000 characters");
        }
        return new Condition(text, new ConditionParser(text).parse());
    }

    /**
     * Whether data meet it. What it cannot judge, because a function does not fit what is there or
     * there is too much to look at, is wanted: an event too many does less harm than one too few.
     */
    public boolean isMetBy(JsonNode data) {
        try {
            return Values.isTrue(expression.of(data, new Steps(STEPS_MAX)));
        } catch (CannotJudge e) {
            return true;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && condition.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
