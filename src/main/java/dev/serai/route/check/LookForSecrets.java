package dev.serai.route.check;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Secrets are named in a route, never written into it: whoever may read a route, its versions or
 * its backup would have them.
 */
final class LookForSecrets {

    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "(?i)(proxy-?)?authorization|(set-)?cookie"
                            + "|.*(secret|password|passphrase|passwd|token"
                            + "|(api|access|private)[-_.]?key)s?");

    /** What is called so and is none: how a secret is written, where a token is found. */
    private static final Pattern NO_SECRET =
            Pattern.compile(
                    "(?i).*(secret-?(key|name|form|encoding)|tokenheader|tokenurl|tokenendpoint)");

    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{(secret|own-secret):([A-Za-z0-9._-]+)(:)?}}");

    /** {@code https://user:password@host}; Camel's http: takes it without the slashes too. */
    private static final Pattern USER_INFO =
            Pattern.compile("(?:://|\\bhttps?:)[^\\s/?#@:{}\"']*:[^\\s/?#@{}\"']+@");

    private static final Pattern QUERY =
            Pattern.compile("[?&]([A-Za-z0-9_.-]+)=([^\\s&,\"'{}$][^\\s&,\"']*)");

    /** What providers give out, as it always looks. */
    private static final Pattern KNOWN =
            Pattern.compile(
                    "\\b[sr]k_(live|test)_\\w{8,}|\\bwhsec_[\\w+/=-]{16,}|\\bxox[abeprs]-[\\w-]{8,}"
                            + "|\\bgh[pousr]_\\w{20,}|\\bgithub_pat_\\w{20,}"
                            + "|\\b(?i:bearer|basic) (?=\\S*[0-9])[\\w.~+/-]{16,}"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----"
                            + "|hooks\\.slack\\.com/services/\\w+/\\w+/\\w+");

    private static final String FIX =
            "set serai.secrets.NAME, or SERAI_SECRETS_NAME in the environment, and write"
                    + " \"{{secret:NAME}}\"";

    private final InUse inUse;

    LookForSecrets(InUse inUse) {
        this.inUse = inUse;
    }

    /** Looks at the value of an option, or of a header and the like. */
    void check(String name, String value, boolean isSecret, Node place, Faults faults) {
        boolean isLiteral = !value.isEmpty() && !value.contains("{{") && !value.contains("${");
        if (value.equals(HideSecrets.SHOWN)) {
            hidden(place, faults);
        } else if ((isSecret || isSecretName(name)) && isLiteral) {
            faults.add(place, Fault.LITERAL_SECRET, "the secret " + name + " is written out", FIX);
        }
    }

    /** To take it for the secret would destroy the secret. */
    private static void hidden(Node place, Faults faults) {
        faults.add(
                place,
                "secret_hidden",
                "a secret was hidden here when the route was shown, and is not known any more",
                FIX);
    }

    private static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches() && !NO_SECRET.matcher(name).matches();
    }

    /** Looks at a text, whatever it is for. */
    void text(Node text, Faults faults) {
        String said = Nodes.text(text);
        if (said.equals(HideSecrets.SHOWN)) {
            hidden(text, faults);
            return;
        }
        Matcher query = QUERY.matcher(said);
        while (query.find()) {
            check(query.group(1), query.group(2), false, text, faults);
        }
        String what = USER_INFO.matcher(said).find() ? "the password of an address" : "";
        what = KNOWN.matcher(said).find() ? "a key or a secret address" : what;
        if (!what.isEmpty()) {
            faults.add(text, Fault.LITERAL_SECRET, what + " is written out", FIX);
        }
    }

    /** Looks at what a Kamelet's secret parameters are unless they are given. */
    void defaults(Node kamelet, Faults faults) {
        @Nullable Node spec = Nodes.get(kamelet, "spec");
        List<NodeTuple> parameters =
                Nodes.entries(Nodes.get(Nodes.get(spec, "definition"), "properties"));
        for (NodeTuple parameter : parameters) {
            @Nullable Node fallback = Nodes.get(parameter.getValueNode(), "default");
            boolean isSecret = Nodes.textOf(parameter.getValueNode(), "format").equals("password");
            if (fallback != null) {
                String name = Nodes.text(parameter.getKeyNode());
                check(name, Nodes.text(fallback), isSecret, fallback, faults);
            }
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
