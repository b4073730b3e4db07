package dev.serai.route.secret;

import dev.serai.signing.Secret;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets that the hub has by name, for those who call a provider. Thread-safe. */
public final class NamedSecrets {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{secret:([A-Za-z0-9._-]+)}}");

    private final Secrets secrets;

    NamedSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The secret that a text refers to as a route does: {@code {{secret:NAME}}}.
     *
     * @throws IllegalArgumentException if it does not, or there is none; it does not tell the text
     */
    public Secret secret(String reference) {
        Matcher name = REFERENCE.matcher(reference);
        if (!name.matches()) {
            throw new IllegalArgumentException("refers to a secret: {{secret:NAME}}");
        }
        return secrets.find(name.group(1))
                .map(Secret::of)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no secret of that name: set serai.secrets."
                                                + name.group(1)));
    }
}
