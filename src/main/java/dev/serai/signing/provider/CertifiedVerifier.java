package dev.serai.signing.provider;

import dev.serai.signing.Explanation;
import dev.serai.signing.Explanation.Step;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.provider.CertifiedScheme.Certified;
import dev.serai.signing.recipe.Age;
import dev.serai.signing.recipe.Mistakes;
import dev.serai.signing.recipe.Shown;
import dev.serai.signing.recipe.TimestampRule;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks messages that name their certificate. Telling the steps costs little beside what they do,
 * so checking is telling them.
 */
record CertifiedVerifier(CertifiedScheme scheme, List<Secret> secrets) implements Verifier {

    @Override
    public Verification verify(SignedMessage message, Instant now) {
        return steps(message, now).verification();
    }

    @Override
    public Explanation explain(SignedMessage message, Instant now) {
        return Mistakes.explain(steps(message, now), scheme, secrets, message, now);
    }

    private Explanation steps(SignedMessage message, Instant now) {
        List<Step> steps = new ArrayList<>();
        return switch (scheme.read(message, secrets)) {
            case Certified.Fault fault -> {
                steps.add(new Step("signature", false, "what the provider signs", fault.why()));
                yield failed(fault.verdict(), steps, advice(fault.verdict()));
            }
            case Certified.Claim claim -> claim(claim, steps, now);
        };
    }

    private String advice(Verdict verdict) {
        return switch (verdict) {
            case MISSING -> "Check that the provider sends it signed.";
            case AMBIGUOUS ->
                    "Find out who adds the second one: a proxy, or somebody who should not.";
            default ->
                    "It is not meant for this source, or of a version that is not known: the secret"
                            + " must be "
                            + scheme.describeSecret()
                            + ".";
        };
    }

    private Explanation claim(Certified.Claim claim, List<Step> steps, Instant now) {
        steps.add(new Step("signature", true, claim.algorithm(), Shown.value(claim.signature())));
        PublicKey key;
        try {
            key = scheme.certificates().key(claim.place(), now);
            steps.add(new Step("certificate", true, "valid, the provider's", claim.place()));
        } catch (Documents.Unavailable e) {
            steps.add(new Step("certificate", false, "valid, the provider's", "not to be had"));
            return failed(
                    Verdict.UNAVAILABLE,
                    steps,
                    "The hub must be able to fetch the certificate: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            steps.add(
                    new Step(
                            "certificate",
                            false,
                            "valid, the provider's",
                            String.valueOf(e.getMessage())));
            return failed(
                    Verdict.WRONG,
                    steps,
                    "This is not from the provider, or its certificate ended.");
        }
        int match = match(claim, new Algorithm.VerifyingKey(claim.algorithm(), key));
        steps.add(
                new Step(
                        "secret",
                        match >= 0,
                        scheme.describeSecret(),
                        match < 0 ? "none with which the signature is right" : "it is right"));
        return match < 0 ? failed(Verdict.WRONG, steps, changed()) : aged(claim, match, steps, now);
    }

    private static int match(Certified.Claim claim, Algorithm.Key key) {
        List<byte[]> signatures = List.of(Encoding.BASE64.decode(claim.signature()));
        int match = -1;
        for (int i = claim.texts().size() - 1; i >= 0; i--) {
            byte @Nullable [] text = claim.texts().get(i);
            if (text != null && key.made(List.of(text), signatures)) {
                match = i;
            }
        }
        return match;
    }

    private String changed() {
        return "The message was changed on its way, or is not meant for this source: its secret must"
                + " be "
                + scheme.describeSecret()
                + ".";
    }

    private Explanation aged(Certified.Claim claim, int match, List<Step> steps, Instant now) {
        TimestampRule rule = scheme.timestamp();
        if (rule != null && !rule.isFresh(claim.time(), now)) {
            steps.add(
                    new Step(
                            "age",
                            false,
                            "within " + Shown.duration(rule.tolerance()),
                            Shown.value(claim.time())));
            return new Explanation(
                    Verification.of(Verdict.STALE, match),
                    steps,
                    List.of(new Age(rule.parse(claim.time()).orElse(null), now).advice()));
        }
        return new Explanation(Verification.of(Verdict.AUTHENTIC, match), steps, List.of());
    }

    private static Explanation failed(Verdict verdict, List<Step> steps, String advice) {
        return new Explanation(Verification.of(verdict), steps, List.of(advice));
    }
}
