package dev.serai.signing.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.serai.signing.Explanation;
import dev.serai.signing.Explanation.Step;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Age;
import dev.serai.signing.recipe.Mistakes;
import dev.serai.signing.recipe.Shown;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the token of a message. Telling the steps costs little, so checking is telling them. */
record JwtVerifier(Jwt scheme, List<Secret> secrets, JwtKeys.Source keys) implements Verifier {

    private static final String UNREADABLE =
            "What stands there is no token: set signature to where the token is, and prefix to what"
                    + " stands before it, such as \"Bearer \".";
    private static final String NO_KEY =
            "There is no such key: check that the keys are this provider's, and of the same"
                    + " environment, live or test.";

    @Override
    public Verification verify(SignedMessage message, Instant now) {
        return steps(message, now).verification();
    }

    @Override
    public Explanation explain(SignedMessage message, Instant now) {
        Explanation told = steps(message, now);
        // Nothing about the message helps where there is no key.
        return told.advice().contains(NO_KEY)
                ? told
                : Mistakes.explain(told, scheme, secrets, message, now);
    }

    private Explanation steps(SignedMessage message, Instant now) {
        Given given =
                Given.of(message, scheme.token().isJson(), scheme.token() instanceof Place.Field);
        List<Step> steps = new ArrayList<>();
        if (scheme.token().isAmbiguous(given)) {
            return failed(Verdict.AMBIGUOUS, steps, "token", "twice, with different values");
        }
        List<String> values = scheme.token().values(given);
        if (values.isEmpty() || values.getFirst().isBlank()) {
            return failed(Verdict.MISSING, steps, "token", "nothing");
        }
        try {
            return check(values.getFirst().strip(), message, steps, now);
        } catch (Documents.Unavailable e) {
            return failed(Verdict.UNAVAILABLE, steps, "key", String.valueOf(e.getMessage()));
        } catch (ParseException
                | JOSEException
                | IllegalArgumentException
                | IllegalStateException e) {
            // It is no token, or its key is none.
            return failed(Verdict.WRONG, steps, "token", "none that can be read", UNREADABLE);
        }
    }

    private Explanation check(String value, SignedMessage message, List<Step> steps, Instant now)
            throws ParseException, JOSEException, Documents.Unavailable {
        if (!value.startsWith(scheme.prefix())) {
            return failed(
                    Verdict.WRONG,
                    steps,
                    "token",
                    "no prefix " + scheme.prefix(),
                    "Set prefix to what stands before the token, or leave it out if nothing does.");
        }
        SignedJWT jwt = SignedJWT.parse(value.substring(scheme.prefix().length()).strip());
        if (!scheme.algorithm().equals(jwt.getHeader().getAlgorithm())) {
            return failed(
                    Verdict.WRONG,
                    steps,
                    "algorithm",
                    Shown.value(jwt.getHeader().getAlgorithm().getName()),
                    "Set algorithm to it only if the provider's documentation says that it signs so.");
        }
        steps.add(new Step("token", true, scheme.token().written(), scheme.algorithm().getName()));
        String id = jwt.getHeader().getKeyID() == null ? "" : jwt.getHeader().getKeyID();
        List<JWK> found = keys.find(id, now);
        if (!isSigned(jwt, found)) {
            return failed(
                    Verdict.WRONG,
                    steps,
                    "key",
                    "none of id \"" + Shown.value(id) + "\" made it",
                    found.isEmpty() ? NO_KEY : advice(Verdict.WRONG, "key"));
        }
        steps.add(new Step("key", true, "the provider's", Shown.value(id)));
        return claims(jwt.getJWTClaimsSet(), message, steps, now);
    }

    private static boolean isSigned(SignedJWT jwt, List<JWK> keys) throws JOSEException {
        boolean signed = false;
        for (JWK key : keys) {
            boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            signed |= signs && isOf(jwt, key) && jwt.verify(verifier(key));
        }
        return signed;
    }

    /**
     * Whether a key is of the kind that the algorithm needs: no public one is taken for a secret.
     */
    private static boolean isOf(SignedJWT jwt, JWK key) {
        String name = jwt.getHeader().getAlgorithm().getName();
        return switch (name.substring(0, 2)) {
            case "HS" -> key instanceof OctetSequenceKey;
            case "ES" -> key instanceof ECKey;
            case "RS" -> key instanceof RSAKey;
            default -> false;
        };
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case ECKey ec -> new ECDSAVerifier(ec);
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case OctetSequenceKey shared -> new MACVerifier(shared);
            default -> throw new JOSEException("a key of another kind");
        };
    }

    private Explanation claims(
            JWTClaimsSet said, SignedMessage message, List<Step> steps, Instant now) {
        Jwt.Claims wanted = scheme.claims();
        if (!wanted.issuers().isEmpty() && !wanted.issuers().contains(said.getIssuer())) {
            return failed(
                    Verdict.WRONG, steps, "iss", Shown.value(String.valueOf(said.getIssuer())));
        }
        if (!wanted.audience().isEmpty() && !said.getAudience().contains(wanted.audience())) {
            return failed(Verdict.WRONG, steps, "aud", Shown.values(said.getAudience()));
        }
        for (var claim : wanted.others().entrySet()) {
            String value = String.valueOf(said.getClaim(claim.getKey()));
            if (!value.equals(claim.getValue())) {
                return failed(Verdict.WRONG, steps, claim.getKey(), Shown.value(value));
            }
        }
        if (!wanted.bodyHash().isEmpty() && !isOf(message.body(), said)) {
            return failed(Verdict.WRONG, steps, wanted.bodyHash(), "the hash of another body");
        }
        steps.add(new Step("claims", true, "as configured", "all"));
        return aged(said, steps, now);
    }

    private boolean isOf(byte[] body, JWTClaimsSet said) {
        String hash = String.valueOf(said.getClaim(scheme.claims().bodyHash()));
        return MessageDigest.isEqual(Hash.SHA256.digest().digest(body), Encoding.HEX.decode(hash));
    }

    /** One that says when it ends is good until then; any other for the tolerance. */
    private Explanation aged(JWTClaimsSet said, List<Step> steps, Instant now) {
        Date issued = said.getIssueTime();
        Date ends = said.getExpirationTime();
        Date begins = said.getNotBeforeTime();
        Instant latest = now.plus(scheme.claims().tolerance());
        Instant earliest = now.minus(scheme.claims().tolerance());
        boolean begun =
                (issued == null || !issued.toInstant().isAfter(latest))
                        && (begins == null || !begins.toInstant().isAfter(latest));
        boolean fresh =
                ends != null
                        ? ends.toInstant().isAfter(now)
                        : issued != null && !issued.toInstant().isBefore(earliest);
        boolean right = begun && fresh;
        steps.add(
                new Step(
                        "age",
                        right,
                        "within " + Shown.duration(scheme.claims().tolerance()) + ", or its expiry",
                        "issued " + issued + ", ends " + ends));
        return new Explanation(
                Verification.of(right ? Verdict.AUTHENTIC : Verdict.STALE, 0),
                steps,
                right ? List.of() : List.of(age(begun, issued, ends, now)));
    }

    private static String age(
            boolean begun, @Nullable Date issued, @Nullable Date ends, Instant now) {
        if (!begun) {
            return "The token is not good yet: the sender's clock is ahead, or the hub's is behind.";
        }
        if (ends != null) {
            return "The token ended "
                    + new Age(ends.toInstant(), now)
                    + ": the message waited on its way, is a copy of an old one, or the hub's clock"
                    + " is ahead.";
        }
        return issued == null
                ? "The token says neither iat nor exp, so nobody can tell how old it is."
                : new Age(issued.toInstant(), now).advice();
    }

    private Explanation failed(Verdict verdict, List<Step> steps, String name, String found) {
        return failed(verdict, steps, name, found, advice(verdict, name));
    }

    private Explanation failed(
            Verdict verdict, List<Step> steps, String name, String found, String advice) {
        steps.add(
                new Step(name, false, scheme.token().written() + " and what is configured", found));
        return new Explanation(Verification.of(verdict), steps, List.of(advice));
    }

    private static String advice(Verdict verdict, String name) {
        return switch (verdict) {
            case MISSING -> "Check that the sender is told to authenticate by a token.";
            case AMBIGUOUS ->
                    "Find out who adds the second one: a proxy, or somebody who should not.";
            case UNAVAILABLE -> "The hub must be able to fetch the keys.";
            default -> "Compare what is configured for " + name + " with what the provider says.";
        };
    }
}
