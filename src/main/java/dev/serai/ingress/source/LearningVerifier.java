package dev.serai.ingress.source;

import dev.serai.outbox.OutboxUnavailable;
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

    /** How long what was learned may still count when it was forgotten since. */
    static final Duration FORGET_WITHIN = Duration.ofSeconds(10);

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
     * @throws OutboxUnavailable if it is not right by what is known, and the database cannot be
     *     asked for more
     */
    @Override
    public Verification verify(SignedMessage message, Instant now) {
        Verification verification = current(now).verify(message, now);
        return verification.verdict() == Verdict.WRONG && isDue(now)
                ? askAgain(now).verify(message, now)
                : verification;
    }

    @Override
    public Explanation explain(SignedMessage message, Instant now) {
        return (isDue(now) ? askAgain(now) : known.get().verifier()).explain(message, now);
    }

    /** What was forgotten meanwhile counts no more; while the database is away, all stays. */
    private Verifier current(Instant now) {
        Known last = known.get();
        if (last.secret().isEmpty() || now.isBefore(last.at().plus(FORGET_WITHIN))) {
            return last.verifier();
        }
        try {
            return askAgain(now);
        } catch (OutboxUnavailable e) {
            return last.verifier();
        }
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
