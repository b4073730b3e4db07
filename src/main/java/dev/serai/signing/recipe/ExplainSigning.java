package dev.serai.signing.recipe;

import dev.serai.signing.Explanation;
import dev.serai.signing.Explanation.Step;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verification.Match;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Reading.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells how a message was checked by the claims it makes, from the very reading it was checked by.
 */
final class ExplainSigning {

    private static final int CLAIMS_MAX = 10;

    private final SigningVerifier verifier;
    private final SignedMessage message;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    private ExplainSigning(SigningVerifier verifier, SignedMessage message, Instant now) {
        this.verifier = verifier;
        this.message = message;
        this.now = now;
    }

    static Explanation of(SigningVerifier verifier, SignedMessage message, Instant now) {
        return new ExplainSigning(verifier, message, now).explain();
    }

    private Explanation explain() {
        Verification verification = verifier.verify(message, now);
        switch (verifier.scheme().read(message)) {
            case Reading.Fault fault -> nothing(fault);
            case Reading.Claims claims -> claims(claims, verification);
        }
        return new Explanation(verification, steps, advice);
    }

    private void nothing(Reading.Fault fault) {
        steps.add(new Step("signature", false, verifier.scheme().describe(), fault.why()));
        advice.add(
                switch (fault.verdict()) {
                    case MISSING ->
                            "Check that the sender has a secret for this webhook (most send no"
                                    + " signature without one) and that no proxy removes it.";
                    case AMBIGUOUS ->
                            "Find out who adds the second one: a proxy, or somebody who should not.";
                    default -> "Check that the source is of the sender's kind and version.";
                });
    }

    private void claims(Reading.Claims claims, Verification verification) {
        boolean proved = verification.match() != Match.NONE;
        for (Claim claim : claims.claims().stream().limit(CLAIMS_MAX).toList()) {
            boolean decoded = claim.signatures().stream().anyMatch(bytes -> bytes.length > 0);
            steps.add(
                    new Step(
                            "signature",
                            decoded,
                            verifier.scheme().describe(),
                            claim.part() + ": " + Shown.values(claim.found())));
            steps.add(
                    new Step(
                            "text",
                            true,
                            "the bytes that are signed",
                            Shown.text(claim.texts().getFirst())));
            int key = verifier.match(claim);
            steps.add(
                    new Step(
                            "secret",
                            key >= 0,
                            verifier.scheme().algorithm().describe(),
                            key < 0 ? "none made this signature" : secret(key)));
        }
        if (proved) {
            age(claims, verification);
        } else {
            advice.add(
                    Mistakes.find(verifier.scheme(), verifier.secrets(), message, now)
                            .orElse(
                                    "The secret is most likely another one than the sender's; or"
                                            + " the message was changed on its way, by a proxy that"
                                            + " writes JSON anew for example."));
        }
        if (verification.match() == Match.PREVIOUS) {
            advice.add(
                    "The sender still signs with the previous secret; keep it until this step says"
                            + " current.");
        }
    }

    private static String secret(int key) {
        return key == 0 ? "the current one" : "the previous one";
    }

    private void age(Reading.Claims claims, Verification verification) {
        TimestampRule rule = verifier.scheme().timestamp();
        if (rule == null) {
            return;
        }
        boolean fresh = verification.verdict() == Verdict.AUTHENTIC;
        Age age = new Age(rule.parse(claims.time()).orElse(null), now);
        String off = age.sent() == null ? "no time in " + rule.unit() : age.toString();
        steps.add(
                new Step(
                        "age",
                        fresh,
                        rule.place().written() + " within " + Shown.duration(rule.tolerance()),
                        Shown.value(claims.time()) + ", " + off));
        if (!fresh) {
            advice.add(
                    rule.otherUnit(claims.time(), now)
                            .map(
                                    unit ->
                                            "The time is in another unit: set timestampUnit to "
                                                    + unit)
                            .orElseGet(age::advice));
        }
    }
}
