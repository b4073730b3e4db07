package dev.serai.route.jq;

import dev.serai.route.jq.CountedExpression.How;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts counters into a program that was read. The interpreter offers no place for them: its tree's
 * parts are reached into by reflection, once, when a program is made. A test holds that every part
 * that can repeat is found.
 */
final class Instrument {

    private static final String INTERPRETER = "net.thisptr.jackson.jq.";
    private static final String TREE = INTERPRETER + "internal.";

    private static final Map<String, How> COUNTED =
            Map.of(
                    "FunctionCall", How.VALUES,
                    "BracketExtractFieldAccess", How.VALUES,
                    "RecursionOperator", How.VALUES,
                    "Tuple", How.RUNS,
                    "ArrayConstruction", How.WEIGHT,
                    "ObjectConstruction", How.WEIGHT,
                    "StringInterpolation", How.WEIGHT,
                    "BracketFieldAccess", How.PATHS);

    private static final String ASSIGNMENT = "Assignment";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Instrument() {}

    /** A program. */
    static void into(JsonQuery query) {
        new Instrument().parts(query);
    }

    /** All functions of a scope: those written in jq inside, those in Java from outside. */
    static void into(Scope scope) {
        Instrument instrument = new Instrument();
        scope.getLocalFunctions()
                .forEach(
                        (name, function) ->
                                scope.addFunction(name, instrument.function(name, function)));
    }

    private Function function(String name, Function function) {
        if (function instanceof JsonQueryFunction) {
            parts(function);
            return function;
        }
        return function instanceof GuardedFunction ? function : GuardedFunction.of(name, function);
    }

    private void parts(Object whole) {
        if (!seen.add(whole)) {
            return;
        }
        for (Class<?> type = whole.getClass();
                type != null && type.getName().startsWith(INTERPRETER);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    part(whole, field);
                }
            }
        }
    }

    private void part(Object whole, Field field) {
        try {
            field.setAccessible(true);
            Object part = field.get(whole);
            Object counted = counted(part);
            if (counted != part) {
                field.set(whole, counted);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the interpreter is not the one that is known", e);
        }
    }

    private @Nullable Object counted(@Nullable Object part) {
        return switch (part) {
            case null -> null;
            case CountedExpression done -> done;
            case GuardedOperator done -> done;
            case Expression expression -> counted(expression);
            case BinaryOperator operator -> new GuardedOperator(operator);
            case List<?> list -> counted(list);
            case Scope scope -> scope;
            default -> {
                if (part.getClass().getName().startsWith(TREE)) {
                    parts(part);
                }
                yield part;
            }
        };
    }

    private Expression counted(Expression expression) {
        parts(expression);
        String name = expression.getClass().getSimpleName();
        How how = name.endsWith(ASSIGNMENT) ? How.WEIGHT : COUNTED.get(name);
        return how == null ? expression : new CountedExpression(expression, how);
    }

    /** Copied, since the parser's own may not be changed. */
    private List<?> counted(List<?> list) {
        List<@Nullable Object> counted = new ArrayList<>(list.size());
        boolean isSame = true;
        for (Object item : list) {
            Object one = counted(item);
            isSame &= one == item;
            counted.add(one);
        }
        return isSame ? list : counted;
    }
}
