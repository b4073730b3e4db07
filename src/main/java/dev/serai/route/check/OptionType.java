package dev.serai.route.check;

import dev.serai.route.check.ComponentOptions.Option;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether an option's value can be what the option is. */
final class OptionType {

    private static final String DURATION = "[0-9]+|([0-9]+(ms|[smhd]))+|P.*";

    private OptionType() {}

    static void check(Option option, String name, String value, Node place, Faults faults) {
        if (value.contains("{{") || value.contains("${")) {
            return;
        }
        String expected =
                switch (option.type()) {
                    case "boolean" -> value.matches("true|false") ? "" : "true or false";
                    case "integer" -> value.matches("-?[0-9]+") ? "" : "a whole number";
                    case "number" -> value.matches("-?[0-9]+(\\.[0-9]+)?") ? "" : "a number";
                    case "duration" -> value.matches(DURATION) ? "" : "a time such as 5s or 200";
                    default -> "";
                };
        boolean isOneOf =
                option.allowed().isEmpty()
                        || option.allowed().stream().anyMatch(value::equalsIgnoreCase);
        if (!isOneOf) {
            expected = "one of " + String.join(", ", option.allowed());
        }
        if (!expected.isEmpty()) {
            faults.add(
                    place,
                    "option_type",
                    "the option " + name + " is of the wrong type",
                    "write " + expected);
        }
    }
}
