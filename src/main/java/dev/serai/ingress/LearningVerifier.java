package dev.serai.ingress;

import dev.serai.signing.Explanation;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.message.SignedMessage;
import dev.serai.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks messages by the secrets that were configured and by the one that the source learned in a
 * handshake, by this hub or another. What is not right is checked again with what the database
 * knows by now, at most ten times a second. Thread-safe.
 */
final class LearningVerifier implements Verifier {

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final Scheme scheme;
    private final List<Secret> configured;
    private final LearnedSecrets learned;
    private final TenantId tenant;
    private final String source;
    private final AtomicReference<Known> known;

    /** What was known when. */
    private record Known(Optional<Secret> secret, Verifier verifier, Instant at) {}

    LearningVerifier(
            Scheme scheme,
            List<Secret> configured,
            LearnedSecrets learned,
            TenantId tenant,
            String source) {
        this.scheme = scheme;
        this.configured = List.copyOf(configured);
        this.learned = learned;
        this.tenant = tenant;
        this.source = source;
        this.known =
                new AtomicReference<>(
                        new Known(Optional.empty(), scheme.with(configured), Instant.MIN));
    }

    /**
     * Checks a message.
     *
     * @throws dev.serai.outbox.OutboxUnavailable if it is not right by what is known, and the
     *     database cannot be asked for more
     */
    @Override
    public Verification verify(SignedMessage message, Instant now) {
        Verification verification = known.get().verifier().verify(message, now);
        return verification.verdict() == Verdict.WRONG && isDue(now)
                ? askAgain(now).verify(message, now)
                : verification;
    }

    @Override
    public Explanation explain(SignedMessage message, Instant now) {
        return (isDue(now) ? askAgain(now) : known.get().verifier()).explain(message, now);
    }

    private boolean isDue(Instant now) {
        Instant at = known.get().at();
        return at.equals(Instant.MIN) || !now.isBefore(at.plus(ASK_AGAIN));
    }

    private Verifier askAgain(Instant now) {
        Optional<Secret> found = learned.find(tenant, source);
        Known before = known.get();
        Verifier verifier =
                found.equals(before.secret()) ? before.verifier() : scheme.with(with(found));
        known.set(new Known(found, verifier, now));
        return verifier;
    }

    private List<Secret> with(Optional<Secret> secret) {
        List<Secret> all = new ArrayList<>(configured);
        secret.ifPresent(all::add);
        return all;
    }
}
