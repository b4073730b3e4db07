package dev.serai.signing.recipe;

import dev.serai.signing.Explanation;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Reading.Claim;
import java.time.Instant;
import java.util.List;

/**
 * Checks the claims of a message with some keys.
 *
 * @param secrets the current one, then the previous one
 * @param keys of the current secret, then of the previous one
 */
record SigningVerifier(SigningScheme scheme, List<Secret> secrets, List<Algorithm.Key> keys)
        implements Verifier {

    private static final int NONE = -1;

    @Override
    public Verification verify(SignedMessage message, Instant now) {
        return switch (scheme.read(message)) {
            case Reading.Fault fault -> Verification.of(fault.verdict());
            case Reading.Claims claims -> verify(claims, now);
        };
    }

    private Verification verify(Reading.Claims claims, Instant now) {
        int oldest = 0;
        for (Claim claim : claims.claims()) {
            int key = match(claim);
            if (key == NONE) {
                return Verification.of(Verdict.WRONG);
            }
            oldest = Math.max(oldest, key);
        }
        TimestampRule timestamp = scheme.timestamp();
        boolean fresh = timestamp == null || timestamp.isFresh(claims.time(), now);
        return Verification.of(fresh ? Verdict.AUTHENTIC : Verdict.STALE, oldest);
    }

    @Override
    public Explanation explain(SignedMessage message, Instant now) {
        return ExplainSigning.of(this, message, now);
    }

    /**
     * Which key made a claim good, or -1; every one is tried, so that time tells nothing of which.
     */
    int match(Claim claim) {
        int match = NONE;
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (made(keys.get(i), claim)) {
                match = i;
            }
        }
        return match;
    }

    private static boolean made(Algorithm.Key key, Claim claim) {
        if (!canBe(key, claim.signatures())) {
            return false;
        }
        boolean made = false;
        for (List<byte[]> text : claim.texts()) {
            made |= key.made(text, claim.signatures());
        }
        return made;
    }

    private static boolean canBe(Algorithm.Key key, List<byte[]> signatures) {
        for (byte[] signature : signatures) {
            if (key.canBe(signature.length)) {
                return true;
            }
        }
        return false;
    }
}
