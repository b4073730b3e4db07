package dev.serai.reconcile;

import dev.serai.ingress.Source;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider that can be asked what there was. Thread-safe. */
interface Provider {

    /** Its name, as people write it. */
    String name();

    /** Where its API is. */
    URI base();

    /** The headers of every call. */
    Map<String, String> headers(Secret apiKey);

    /**
     * Why a source of this provider's cannot be reconciled, for a person; empty if it can. What was
     * taken in must be known again when the webhook comes late.
     */
    Optional<String> objection(Source source);

    /**
     * Whether events are made of what the provider lists, so that nothing but the mapping's {@code
     * once} makes them the same as its webhooks.
     */
    boolean makesEvents();

    /**
     * Checks what is asked.
     *
     * @throws ProblemException if it cannot be asked of this provider; names the field
     */
    void check(Ask ask);

    /**
     * What there was in a time, the oldest first; empty if there is too much for one reading.
     *
     * @throws ProviderAway if it does not tell
     */
    Optional<List<Listed>> list(Ask ask, Calls calls);

    /**
     * What the webhook would bring; empty if the provider does not have it any more.
     *
     * @throws ProviderAway if it does not tell
     */
    Optional<Fetched> fetch(Listed listed, Ask ask, Calls calls);
}
