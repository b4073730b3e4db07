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
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A function of the interpreter's own, written in Java: what it is given and what it makes is
 * counted, and a few that could run away are looked at first.
 *
 * @param name with the number of its arguments: {@code test/1}
 * @param function it
 */
record GuardedFunction(String name, Function function) implements Function {

    /** What they give is a part of the message; it was bounded when it came. */
    private static final Set<String> READING = Set.of("header", "property", "variable", "constant");

    private static final String JOIN = "join/1";
    private static final String SET_PATH = "setpath/2";
    private static final Set<String> COMPARING =
            Set.of("contains/1", "indices/1", "index/1", "rindex/1");
    private static final String MATCH = "_match_impl/3";
    private static final String REPLACE = "_sub_impl/3";

    /** Where the flags of a replacement stand. */
    private static final int FLAGS = 2;

    @Override
    public void apply(
            Scope scope,
            List<Expression> arguments,
            JsonNode in,
            @Nullable Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        Budget.step();
        PathOutput counted =
                (value, valuePath) -> {
                    count(value);
                    output.emit(value, valuePath);
                };
        function.apply(scope, looked(arguments, in), in, path, counted, version);
    }

    private void count(JsonNode value) {
        Budget.step();
        if (value.isTextual()) {
            Budget.text(value.textValue().length());
        } else if (value.isContainerNode() && !isReading()) {
            Budget.weigh(value);
        }
    }

    private boolean isReading() {
        int slash = name.indexOf('/');
        return READING.contains(slash < 0 ? name : name.substring(0, slash));
    }

    private List<Expression> looked(List<Expression> arguments, JsonNode in) {
        if (arguments.isEmpty()) {
            return arguments;
        }
        List<Expression> looked = new ArrayList<>(arguments);
        looked.set(0, look(arguments.get(0), value -> lookAtFirst(value, in)));
        if (arguments.size() > 1) {
            looked.set(1, look(arguments.get(1), GuardedFunction::lookAtText));
        }
        if (name.equals(REPLACE)) {
            AtomicReference<String> pattern = new AtomicReference<>("");
            looked.set(0, look(arguments.get(0), value -> pattern.set(value.asText())));
            looked.set(
                    FLAGS,
                    look(
                            arguments.get(FLAGS),
                            flags ->
                                    Patterns.checkReplacing(
                                            pattern.get(),
                                            in.asText(),
                                            flags.asText().contains("g"))));
        }
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
