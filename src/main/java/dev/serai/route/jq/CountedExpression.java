package dev.serai.route.jq;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part of a program that can repeat, or make, something, and is counted.
 *
 * @param part it
 * @param how what is counted of it
 */
record CountedExpression(Expression part, How how) implements Expression {

    /** What is counted. */
    enum How {
        /** That it runs. */
        RUNS,
        /** That it runs, and each value that it hands on. */
        VALUES,
        /** All that is in what it makes. */
        WEIGHT,
        /** Numbers in the paths that it hands on: writing there makes an array as long. */
        PATHS
    }

    @Override
    public void apply(
            Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
            throws JsonQueryException {
        Budget budget = Budget.current();
        if (budget == null) {
            part.apply(scope, in, path, output, requirePath);
            return;
        }
        switch (how) {
            case RUNS -> {
                budget.step();
                part.apply(scope, in, path, output, requirePath);
            }
            case VALUES -> {
                budget.step();
                part.apply(
                        scope,
                        in,
                        path,
                        (value, valuePath) -> {
                            budget.step();
                            output.emit(value, valuePath);
                        },
                        requirePath);
            }
            case WEIGHT ->
                    part.apply(
                            scope,
                            in,
                            path,
                            (value, valuePath) -> {
                                Budget.weigh(value);
                                output.emit(value, valuePath);
                            },
                            requirePath);
            case PATHS -> paths(scope, in, path, output, requirePath);
        }
    }

    private void paths(
            Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
            throws JsonQueryException {
        if (!requirePath) {
            part.apply(scope, in, path, output, requirePath);
            return;
        }
        part.apply(
                scope,
                in,
                path,
                (value, valuePath) -> {
                    if (valuePath != null) {
                        Indexes.check(valuePath);
                    }
                    output.emit(value, valuePath);
                },
                requirePath);
    }

    @Override
    public String toString() {
        return part.toString();
    }
}
