package dev.serai.route.check;

import dev.serai.route.guard.Allowed;
import dev.serai.route.guard.SimpleRules;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Expressions, types and formats: which languages there are, and what may be said in them. */
final class LookAtExpressions implements Look {

    private static final String EXPRESSION = "Expression";
    private static final String FORMAT = "DataFormat";

    /** What a language's definition is called, where it is not called as the language is. */
    private static final Map<String, String> LANGUAGES =
            Map.of(
                    "TokenizerExpression", "tokenize",
                    "JsonPathExpression", "jsonpath",
                    "ExchangePropertyExpression", "exchangeProperty");

    private static final Set<String> TYPE_MEMBERS = Set.of("resultType", "type");

    /** Into others, a text would become a file that is read, an address that is called, a class. */
    private static final Pattern TYPE =
            Pattern.compile(
                    "(java\\.lang\\.)?(String|Integer|Long|Double|Boolean|Float|Short)|byte\\[]"
                            + "|java\\.math\\.Big(Decimal|Integer)|java\\.util\\.(Map|List)"
                            + "|com\\.fasterxml\\.jackson\\.databind\\.JsonNode");

    private static final Pattern EXCEPTION =
            Pattern.compile("[A-Za-z0-9_.$]+(Exception|Error|Throwable|Refused)");

    /** Of JSON: the others name classes or modules to load. */
    private static final Set<String> FORMAT_MEMBERS =
            Set.of(
                    "id",
                    "library",
                    "prettyPrint",
                    "include",
                    "useList",
                    "contentTypeHeader",
                    "delimiter",
                    "quote",
                    "header",
                    "lineLength",
                    "lineSeparator",
                    "urlSafe",
                    "recordSeparator",
                    "skipHeaderRecord",
                    "useMaps",
                    "useOrderedMaps",
                    "captureHeaderRecord");

    private static final Set<String> SIMPLE_MEMBERS = Set.of("message", "precondition");

    private final CheckJq jq;

    LookAtExpressions(CheckJq jq) {
        this.jq = jq;
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        String name = form.name();
        if (name.equals("ToDynamicDefinition")) {
            Node uri = part instanceof ScalarNode ? part : Nodes.get(part, "uri");
            simple(uri, faults);
        } else if (name.equals("LogDefinition") && part instanceof ScalarNode) {
            simple(part, faults);
        } else if (name.endsWith(EXPRESSION)) {
            expression(name, part, faults);
        } else if (name.endsWith(FORMAT)) {
            format(name, part, faults);
        }
    }

    private void expression(String form, Node part, Faults faults) {
        String word = form.substring(0, form.length() - EXPRESSION.length());
        String language =
                LANGUAGES.getOrDefault(
                        form, Character.toLowerCase(word.charAt(0)) + word.substring(1));
        if (!Allowed.isLanguage(language)) {
            faults.add(
                    part,
                    "language_forbidden",
                    "the language " + language + " is not for routes",
                    "use one of " + String.join(", ", Allowed.languages()));
            return;
        }
        Node text = part instanceof ScalarNode ? part : Nodes.get(part, "expression");
        if (text == null) {
            return;
        }
        switch (language) {
            case "simple" -> simple(text, faults);
            case "jq" -> jq.check(text, faults);
            default -> {
                if (Nodes.text(text).strip().startsWith("resource:")) {
                    simple(text, faults);
                }
            }
        }
    }

    private static void format(String form, Node part, Faults faults) {
        String word = form.substring(0, form.length() - FORMAT.length());
        String format = Character.toLowerCase(word.charAt(0)) + word.substring(1);
        if (!Allowed.isDataFormat(format)) {
            faults.add(
                    part,
                    "format_forbidden",
                    "the format " + format + " is not for routes",
                    "use one of " + String.join(", ", Allowed.dataFormats()));
            return;
        }
        Nodes.entries(part).stream()
                .map(entry -> entry.getKeyNode())
                .filter(key -> !FORMAT_MEMBERS.contains(Nodes.text(key)))
                .forEach(
                        key ->
                                faults.add(
                                        key,
                                        "option_forbidden",
                                        Nodes.text(key) + " of a format is not for routes",
                                        "leave it out"));
    }

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        String name = Nodes.text(key);
        if (SIMPLE_MEMBERS.contains(name) && value instanceof ScalarNode
                || form.name().equals("PropertyExpressionDefinition") && name.equals("key")) {
            simple(value, faults);
        } else if (name.equals("logLanguage") && !Nodes.text(value).equals("simple")) {
            faults.add(value, "language_forbidden", "a log's language is simple", "leave it out");
        } else if (name.equals("exception")) {
            Nodes.items(value).forEach(one -> exception(one, faults));
            if (value instanceof ScalarNode) {
                exception(value, faults);
            }
        } else if (name.equals("exceptionType")) {
            exception(value, faults);
        } else if (isType(form, name) && !TYPE.matcher(Nodes.text(value)).matches()) {
            faults.add(
                    value,
                    "type_forbidden",
                    "this type is not for routes",
                    "use java.lang.String, byte[], a number, java.util.Map or"
                            + " com.fasterxml.jackson.databind.JsonNode");
        }
    }

    private static boolean isType(Form form, String name) {
        return name.equals("resultType")
                || TYPE_MEMBERS.contains(name) && form.name().startsWith("Convert");
    }

    private static void exception(Node type, Faults faults) {
        if (!EXCEPTION.matcher(Nodes.text(type)).matches()) {
            faults.add(
                    type,
                    "type_forbidden",
                    "this is the name of no exception",
                    "write java.lang.Exception, for example");
        }
    }

    private static void simple(@Nullable Node text, Faults faults) {
        if (text != null) {
            SimpleRules.judge(Nodes.text(text)).ifPresent(objection -> faults.add(text, objection));
        }
    }
}
