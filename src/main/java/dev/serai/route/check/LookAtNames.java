package dev.serai.route.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Names of headers, variables and properties that a route sets. Headers of Camel's steer its
 * components: to another host, another file, another statement.
 */
final class LookAtNames implements Look {

    /** Those that only say what the route's author could say elsewhere. */
    private static final Set<String> STEERING_ALLOWED =
            Set.of(
                    "camelhttpmethod",
                    "camelhttpquery",
                    "camelhttpresponsecode",
                    "camelfilename",
                    "camelawss3key",
                    "camelawss3contenttype",
                    "kafka.key",
                    "kafka.partition_key");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern STEERING =
            Pattern.compile("(?i)(camel|serai|kafka\\.|org\\.apache\\.camel).*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> VARIABLES =
            Set.of("variableSend", "variableReceive", "toVariable");

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        String member = Nodes.text(key);
        if (VARIABLES.contains(member)) {
            variable(value, faults);
            return;
        }
        boolean isName = member.equals("name") || member.equals("toName");
        switch (form.name()) {
            case "SetHeaderDefinition", "ConvertHeaderDefinition" -> {
                if (isName) {
                    header(value, faults);
                }
            }
            case "SetVariableDefinition", "ConvertVariableDefinition" -> {
                if (isName) {
                    variable(value, faults);
                }
            }
            case "SetPropertyDefinition" -> {
                if (isName) {
                    header(value, faults);
                }
            }
            default -> {
                if (member.equals("statusPropertyName") || member.equals("propertyName")) {
                    header(value, faults);
                }
            }
        }
    }

    private static void header(Node name, Faults faults) {
        String text = Nodes.text(name);
        if (!HEADER.matcher(text).matches()) {
            faults.add(
                    name,
                    "name_forbidden",
                    "the name is no plain word",
                    "use letters, digits, - _ and .");
        } else if (STEERING.matcher(text).matches()
                && !STEERING_ALLOWED.contains(text.toLowerCase(Locale.ROOT))) {
            faults.add(
                    name,
                    "name_forbidden",
                    text + " steers Camel, not the message",
                    "say it at the endpoint instead");
        }
    }

    private static void variable(Node name, Faults faults) {
        if (!VARIABLE.matcher(Nodes.text(name)).matches()) {
            faults.add(
                    name,
                    "name_forbidden",
                    "a variable's name has no colon: it is the exchange's own",
                    "use letters, digits, - _ and .");
        }
    }
}
