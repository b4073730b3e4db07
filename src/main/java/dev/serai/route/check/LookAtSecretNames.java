package dev.serai.route.check;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Headers, variables and properties that are called as secrets are, and set to what is written. */
final class LookAtSecretNames implements Look {

    private static final Set<String> SETTING =
            Set.of("SetHeaderDefinition", "SetVariableDefinition", "SetPropertyDefinition");

    /** What these say is the value, as long as nothing in it comes from elsewhere. */
    private static final List<String> LITERAL = List.of("constant", "simple", "jq");

    private final LookForSecrets secrets;

    LookAtSecretNames(LookForSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        if (SETTING.contains(form.name())) {
            @Nullable Node inner = Nodes.get(part, "expression");
            Node expression = inner == null ? part : inner;
            for (String language : LITERAL) {
                @Nullable Node said = Nodes.get(expression, language);
                @Nullable Node value =
                        said instanceof ScalarNode ? said : Nodes.get(said, "expression");
                if (value != null) {
                    check(Nodes.textOf(part, "name"), language, value, faults);
                }
            }
        }
    }

    private void check(String name, String language, Node value, Faults faults) {
        String text = Nodes.text(value).strip();
        boolean comesFromElsewhere =
                switch (language) {
                    case "simple" -> text.contains("${") || text.contains("$simple{");
                    case "jq" -> !text.matches("\"[^\"\\\\]*\"");
                    default -> false;
                };
        if (!comesFromElsewhere) {
            secrets.check(name, text, false, value, faults);
        }
    }
}
