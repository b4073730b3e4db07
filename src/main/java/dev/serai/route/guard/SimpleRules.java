package dev.serai.route.guard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an expression of Camel's simple language may say. Its functions are listed; methods of
 * objects, beans, classes, the environment and resources are not among them.
 */
public final class SimpleRules {

    /**
     * With a colon before it, Camel would go to another repository: {@code header:}, {@code
     * global:}.
     */
    private static final String NAME = "[A-Za-z0-9_-]+";

    private static final String TYPE =
            "(String|Integer|Long|Double|Boolean|byte\\[]|java\\.lang\\.(String|Integer|Long|Double|Boolean))";

    private static final String OF_NAME = "(\\.|:)" + NAME + "|\\['?" + NAME + "'?]";

    private static final Pattern FUNCTION =
            Pattern.compile(
                    String.join(
                            "|",
                            "body|in\\.body|bodyOneLine|body\\.size|body\\.length",
                            "(bodyAs|mandatoryBodyAs)\\(" + TYPE + "\\)",
                            "(in\\.)?headers?(" + OF_NAME + ")",
                            "headers\\.(size|length)",
                            "headerAs\\('?" + NAME + "'?, ?" + TYPE + "\\)",
                            "variables?(" + OF_NAME + ")",
                            "variableAs\\('?" + NAME + "'?, ?" + TYPE + "\\)",
                            "exchangeProperty(" + OF_NAME + ")",
                            "exchangeId|routeId|fromRouteId|stepId|id|messageTimestamp|originalBody",
                            "exception\\.message",
                            "null|empty\\((list|map|string)\\)",
                            "uuid(\\((default|classic|short|simple)\\))?",
                            "random\\([0-9]{1,9}(, ?[0-9]{1,9})?\\)",
                            "date:(now|exchangeCreated|header\\."
                                    + NAME
                                    + "|variable\\."
                                    + NAME
                                    + ")"
                                    + "([+-][0-9]{1,6}[smhd])*(:[^{}$]*)?",
                            "date-with-timezone:(now|exchangeCreated|header\\."
                                    + NAME
                                    + "):[A-Za-z0-9/_+-]+:[^{}$]*",
                            "(trim|uppercase|lowercase|capitalize|length|size|normalizeWhitespace)(\\(\\))?",
                            "hash\\(body, ?SHA-?(256|384|512)\\)",
                            "jq\\([^{}$]*\\)"));

    private static final List<String> STARTS = List.of("${", "$simple{");

    /** What tells the class of something, and loads it. */
    private static final Pattern IS_OPERATOR = Pattern.compile("}\\s+(not |!)?is\\s");

    private static final String WRITE =
            "read with ${body}, ${header.NAME}, ${variable.NAME}, ${exchangeProperty.NAME},"
                    + " ${date:now:PATTERN}, ${uuid} or ${exception.message}; reach into JSON with jq";

    private SimpleRules() {}

    /** Why an expression may not be in a route; empty if it may. */
    public static Optional<Objection> judge(String text) {
        if (text.strip().startsWith("resource:")) {
            return Optional.of(
                    new Objection(
                            "resource_forbidden",
                            "an expression is not read from a resource",
                            "write the expression itself"));
        }
        if (text.contains("$init{") || IS_OPERATOR.matcher(text).find()) {
            return Optional.of(
                    new Objection(
                            "expression_forbidden",
                            "init blocks and the operator \"is\" are not for routes",
                            WRITE));
        }
        int from = 0;
        while (true) {
            int start = nextStart(text, from);
            if (start < 0) {
                return Optional.empty();
            }
            int open = text.indexOf('{', start) + 1;
            int close = text.indexOf('}', open);
            String function = close < 0 ? text.substring(open) : text.substring(open, close);
            if (close < 0 || !FUNCTION.matcher(function).matches()) {
                return Optional.of(
                        new Objection(
                                "expression_forbidden",
                                "${" + function + "} is not for routes",
                                WRITE));
            }
            from = close + 1;
        }
    }

    private static int nextStart(String text, int from) {
        return STARTS.stream()
                .mapToInt(start -> text.indexOf(start, from))
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
    }
}
