package dev.serai.signing;

import java.util.List;

/** How a provider proves that a message is its own. Immutable. {@link Schemes} reads them. */
public sealed interface Scheme permits SigningScheme, Token {

    /**
     * Makes ready to check messages.
     *
     * @param secrets the current one, and the previous one while it may still be used
     * @throws IllegalArgumentException if one does not fit the scheme, without telling it
     */
    Verifier with(List<Secret> secrets);

    /** Whether the URL that the provider was told is part of what is signed. */
    boolean signsUrl();
}
