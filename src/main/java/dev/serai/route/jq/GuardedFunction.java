package dev.serai.route.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A function of the interpreter's own, written in Java: what it is given and what it makes is
 * counted, and a few that could run away are looked at first.
 *
 * @param name with the number of its arguments: {@code test/1}
 * @param function it
 * @param isLookedAt whether its first argument can make it run away
 * @param makes whether it makes what it gives; if not, that is a part of the message, which was
 *     bounded when it came
 */
record GuardedFunction(String name, Function function, boolean isLookedAt, boolean makes)
        implements Function {

    private static final Set<String> READING = Set.of("header", "property", "variable", "constant");

    private static final String JOIN = "join/1";
    private static final String SET_PATH = "setpath/2";
    private static final Set<String> COMPARING =
            Set.of("contains/1", "indices/1", "index/1", "rindex/1");
    private static final String MATCH = "_match_impl/3";
    private static final String REPLACE = "_sub_impl/3";

    /** Where the flags of a replacement stand. */
    private static final int FLAGS = 2;

    /** How many arguments are counted: no function does much with a third one. */
    private static final int COUNTED_MAX = 2;

    static GuardedFunction of(String name, Function function) {
        int slash = name.indexOf('/');
        return new GuardedFunction(
                name,
                function,
                Set.of(JOIN, SET_PATH, MATCH, REPLACE).contains(name) || COMPARING.contains(name),
                !READING.contains(slash < 0 ? name : name.substring(0, slash)));
    }

    @Override
    public void apply(
            Scope scope,
            List<Expression> arguments,
            JsonNode in,
            @Nullable Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        Budget budget = Budget.current();
        if (budget == null) {
            function.apply(scope, arguments, in, path, output, version);
            return;
        }
        budget.step();
        PathOutput counted =
                (value, valuePath) -> {
                    budget.handedOn(value, makes);
                    output.emit(value, valuePath);
                };
        function.apply(scope, looked(arguments, in), in, path, counted, version);
    }

    private List<Expression> looked(List<Expression> arguments, JsonNode in) {
        if (name.equals(REPLACE)) {
            return replacing(arguments, in);
        }
        List<Expression> looked = arguments;
        for (int i = 0; i < Math.min(arguments.size(), COUNTED_MAX); i++) {
            boolean first = i == 0 && isLookedAt;
            Expression argument = arguments.get(i);
            // A literal is as long as the program has it.
            if (first || !(argument instanceof ValueLiteral)) {
                looked = looked == arguments ? new ArrayList<>(arguments) : looked;
                looked.set(
                        i,
                        first
                                ? look(argument, value -> lookAtFirst(value, in))
                                : look(argument, GuardedFunction::lookAtText));
            }
        }
        return looked;
    }

    private static List<Expression> replacing(List<Expression> arguments, JsonNode in) {
        List<Expression> looked = new ArrayList<>(arguments);
        AtomicReference<String> pattern = new AtomicReference<>("");
        looked.set(0, look(arguments.get(0), value -> pattern.set(value.asText())));
        looked.set(1, look(arguments.get(1), GuardedFunction::lookAtText));
        looked.set(
                FLAGS,
                look(
                        arguments.get(FLAGS),
                        flags ->
                                Patterns.checkReplacing(
                                        pattern.get(), in.asText(), flags.asText().contains("g"))));
        return looked;
    }

    private void lookAtFirst(JsonNode value, JsonNode in) {
        lookAtText(value);
        if (name.equals(JOIN)) {
            Budget.text((long) value.asText().length() * in.size());
        } else if (name.equals(SET_PATH)) {
            Indexes.check(value);
        } else if (COMPARING.contains(name)) {
            Budget.spend((long) (1 + in.size()) * (1 + value.size()));
        } else if (name.equals(MATCH) && value.isTextual() && in.isTextual()) {
            Patterns.check(value.textValue(), in.textValue());
        }
    }

    private static void lookAtText(JsonNode value) {
        if (value.isTextual()) {
            Budget.text(value.textValue().length());
        }
    }

    /** Does something with what an argument turns out to be. */
    private interface LookAt {
        void value(JsonNode value);
    }

    private static Expression look(Expression argument, LookAt look) {
        return (scope, in, path, output, requirePath) ->
                argument.apply(
                        scope,
                        in,
                        path,
                        (value, valuePath) -> {
                            look.value(value);
                            output.emit(value, valuePath);
                        },
                        requirePath);
    }
}
