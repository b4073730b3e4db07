package dev.serai.signing.token;

import dev.serai.signing.Explanation;
import dev.serai.signing.Explanation.Step;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.Verification.Match;
import dev.serai.signing.Verifier;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.token.Token.Transform;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks the token of a message.
 *
 * @param expected what the current secret and then the previous one come to
 */
record TokenVerifier(Token token, List<Secret> secrets, List<byte[]> expected) implements Verifier {

    /** At one of the places there must be values, and each must be the token. */
    @Override
    public Verification verify(SignedMessage message, Instant now) {
        Given given = token.given(message);
        Verification found = Verification.of(Verdict.MISSING);
        for (Place place : token.places()) {
            if (place.isAmbiguous(given)) {
                return Verification.of(Verdict.AMBIGUOUS);
            }
            List<String> values = place.values(given);
            if (values.stream().allMatch(String::isBlank)) {
                continue;
            }
            Verification here = compare(values);
            if (here.isAuthentic()) {
                return here;
            }
            found = here;
        }
        return found;
    }

    private Verification compare(List<String> values) {
        int match = -1;
        for (int i = expected.size() - 1; i >= 0; i--) {
            boolean all = true;
            for (String value : values) {
                all &= MessageDigest.isEqual(expected.get(i), token.given(value));
            }
            match = all ? i : match;
        }
        return match < 0
                ? Verification.of(Verdict.WRONG)
                : Verification.of(Verdict.AUTHENTIC, match);
    }

    @Override
    public Explanation explain(SignedMessage message, Instant now) {
        Verification verification = verify(message, now);
        Given given = token.given(message);
        List<String> values =
                token.places().stream().flatMap(place -> place.values(given).stream()).toList();
        String where = token.places().stream().map(Place::written).collect(Collectors.joining(","));
        List<Step> steps = new ArrayList<>();
        // A value that is right is the secret: its length is all that is told.
        steps.add(
                new Step(
                        "token",
                        verification.verdict() != Verdict.MISSING
                                && verification.verdict() != Verdict.AMBIGUOUS,
                        token.transform() + " at " + where,
                        values.size()
                                + " values of "
                                + values.stream()
                                        .limit(10)
                                        .map(value -> Integer.toString(value.length()))
                                        .collect(Collectors.joining(", "))
                                + " characters"));
        steps.add(
                new Step(
                        "secret",
                        verification.isAuthentic(),
                        "the token that the secret comes to",
                        "matches: " + verification.match()));
        return new Explanation(verification, steps, advice(verification, message, now));
    }

    private List<String> advice(Verification verification, SignedMessage message, Instant now) {
        return switch (verification.verdict()) {
            case AUTHENTIC ->
                    verification.match() == Match.PREVIOUS
                            ? List.of("The sender still sends the previous secret.")
                            : List.of();
            case MISSING -> List.of("Check that the sender is told to send the token along.");
            case AMBIGUOUS -> List.of("Find out who adds the second token.");
            default -> List.of(mistake(message, now));
        };
    }

    private String mistake(SignedMessage message, Instant now) {
        for (Transform other : Transform.values()) {
            Token otherwise = new Token(token.places(), other, token.prefix());
            if (helps(otherwise, secrets, message, now)) {
                return "What is sent is of another form: set transform to " + other.written();
            }
        }
        List<Secret> stripped =
                secrets.stream()
                        .map(secret -> secret.reveal().strip())
                        .filter(secret -> !secret.isEmpty())
                        .map(Secret::of)
                        .toList();
        return !stripped.isEmpty() && helps(token, stripped, message, now)
                ? "The secret has white space around it: configure it without."
                : "The token is another one than the secret that is configured.";
    }

    private static boolean helps(
            Token token, List<Secret> secrets, SignedMessage message, Instant now) {
        try {
            return token.with(secrets).verify(message, now).isAuthentic();
        } catch (IllegalArgumentException e) {
            // The secret cannot be sent in that way at all.
            return false;
        }
    }
}
