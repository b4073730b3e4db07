package dev.serai.route.check;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Secrets are named in a route, never written into it: whoever may read a route, its versions or
 * its backup would have them.
 */
final class LookForSecrets {

    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "(?i).*(secret|password|passphrase|token|apikey|accesskey|privatekey)s?");

    /** What is called so and is none: how a secret is written, where a token is found. */
    private static final Pattern NO_SECRET =
            Pattern.compile(
                    "(?i).*(secret-?(key|name|form|encoding)|tokenheader|tokenurl|tokenendpoint)");

    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{(secret|own-secret):([A-Za-z0-9._-]+)(:)?}}");

    private final InUse inUse;

    LookForSecrets(InUse inUse) {
        this.inUse = inUse;
    }

    /** Looks at the value of an option. */
    void check(String name, String value, boolean isSecret, Node place, Faults faults) {
        boolean looksSecret =
                SECRET_NAME.matcher(name).matches() && !NO_SECRET.matcher(name).matches();
        if ((isSecret || looksSecret) && !value.isEmpty() && !value.contains("{{")) {
            faults.add(
                    place,
                    Fault.LITERAL_SECRET,
                    "the secret " + name + " is written out",
                    "set serai.secrets.NAME, or SERAI_SECRETS_NAME in the environment, and write"
                            + " \"{{secret:NAME}}\"");
        }
    }

    /** Looks at the references in a text. */
    void references(Node text, Faults faults) {
        Matcher reference = REFERENCE.matcher(Nodes.text(text));
        while (reference.find()) {
            boolean mayBeMissing = reference.group(3) != null;
            boolean isOurs = reference.group(1).equals("secret");
            String name = reference.group(2);
            if (isOurs && !mayBeMissing && !inUse.hasSecret(name)) {
                faults.add(
                        text,
                        "secret_unknown",
                        "there is no secret \"" + name + "\"",
                        "set serai.secrets."
                                + name
                                + ", or SERAI_SECRETS_"
                                + name.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_")
                                + " in the environment");
            }
        }
    }
}
