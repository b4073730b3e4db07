package dev.serai.route.check;

import dev.serai.route.jq.MissingFunctions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether a jq program can be read, and where in it not. It is not run. */
final class CheckJq {

    private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Pattern FOUND =
            Pattern.compile("Encountered (\"<EOF>\"|.*\"(.{1,40}?) \"\") at line", Pattern.DOTALL);

    private final String[] lines;

    /** For the expressions of a draft. */
    CheckJq(String draft) {
        this.lines = draft.split("\n", -1);
    }

    void check(Node node, Faults faults) {
        String program = Nodes.text(node);
        if (program.contains("{{")) {
            // What stands in for a placeholder decides what it means.
            return;
        }
        try {
            JsonQuery query = JsonQuery.compile(program, Versions.JQ_1_7);
            MissingFunctions.of(query).forEach(missing -> missing(node, missing, faults));
        } catch (JsonQueryException | RuntimeException | Error e) {
            add(node, e, faults);
        }
    }

    private static void missing(Node node, String call, Faults faults) {
        String given = call.substring(call.indexOf('/'));
        faults.add(
                node,
                "jq_function",
                "jq has no function " + call,
                CheckShape.proposal(call, MissingFunctions.known(given)));
    }

    private void add(Node node, Throwable failure, Faults faults) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = Optional.ofNullable(cause.getMessage()).orElse("");
        Matcher place = PLACE.matcher(message);
        int line = place.find() ? Integer.parseInt(place.group(1)) : 1;
        int column = place.reset().find() ? Integer.parseInt(place.group(2)) : 1;
        faults.add(
                lineOf(node, line),
                columnOf(node, line, column),
                "jq",
                "it is no jq: " + what(message),
                "look at the brackets, the quotes and the words before it");
    }

    private static String what(String message) {
        Matcher found = FOUND.matcher(message);
        if (!found.find()) {
            return "it cannot be read";
        }
        return found.group(2) == null
                ? "it ends too early"
                : "\"" + found.group(2).strip() + "\" does not fit here";
    }

    private static boolean isBlock(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                        || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    }

    private static int lineOf(Node node, int line) {
        return Nodes.line(node) + (isBlock(node) ? line : line - 1);
    }

    private int columnOf(Node node, int line, int column) {
        if (isBlock(node)) {
            return indentation(Nodes.line(node)) + column;
        }
        boolean isQuoted =
                node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN;
        return line == 1 ? Nodes.column(node) + column - 1 + (isQuoted ? 1 : 0) : column;
    }

    /** Of the block's first line that is not blank; {@code header} is the line before it. */
    private int indentation(int header) {
        for (int i = header; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                return lines[i].length() - lines[i].stripLeading().length();
            }
        }
        return 0;
    }
}
