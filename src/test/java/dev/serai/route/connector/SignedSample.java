package dev.serai.route.connector;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.options.Schemes;
import dev.serai.testing.ConnectorFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sample as its provider sends it, and the source that it comes to.
 *
 * @param key what the provider signs with
 */
record SignedSample(
        ConnectorSample sample, Scheme scheme, Secret key, Verifier verifier, DraftMessage sent) {

    /** When all of them are sent, and come. */
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static final Set<String> WHOLE = Set.of("hmac", "hash", "ed25519", "ecdsa", "rsa");
    private static final Set<String> WHOLE_IN_THEIR_WAY = Set.of("contentful", "paypal");

    /** Says where the certificate is, which vouches for itself. */
    private static final String CERTIFICATE = "PAYPAL-CERT-URL";

    private static final Pattern SIGNED_HEADER = Pattern.compile("\\{header:([^}]+)}");

    /** Every sample of every connector, and of a connector always with the same keys. */
    static List<SignedSample> shipped() {
        Map<ConnectorFile, ConnectorKeys> keys =
                ConnectorFile.shipped().stream()
                        .collect(
                                Collectors.toMap(
                                        connector -> connector,
                                        connector ->
                                                ConnectorKeys.of(
                                                        connector.scheme(), connector.name())));
        return ConnectorSample.shipped().stream()
                .map(sample -> of(sample, keys.get(sample.connector())))
                .toList();
    }

    private static SignedSample of(ConnectorSample sample, ConnectorKeys keys) {
        Scheme scheme = Schemes.read(sample.connector().scheme(), RemoteKeys.sources());
        return new SignedSample(
                sample,
                scheme,
                keys.sender(),
                scheme.with(List.of(Secret.of(keys.source()))),
                scheme.sign(sample.draft(NOW), keys.sender(), NOW));
    }

    String connector() {
        return sample.connector().name();
    }

    Verification verify(DraftMessage message) {
        return verifier.verify(message, NOW);
    }

    /** The headers that the provider adds to prove itself, and those that it signs. */
    List<String> proofs() {
        List<DraftMessage.Line> unsigned = sample.draft(NOW).headers();
        Set<String> names =
                new HashSet<>(
                        SIGNED_HEADER
                                .matcher(option("signed"))
                                .results()
                                .map((MatchResult found) -> found.group(1))
                                .toList());
        sent.headers().stream()
                .filter(line -> !unsigned.contains(line))
                .forEach(line -> names.add(line.name()));
        names.remove(CERTIFICATE);
        return names.stream().filter(name -> !sent.header(name).isEmpty()).sorted().toList();
    }

    /** Whether every byte of the body counts, and not only what some of its members say. */
    boolean coversTheBody() {
        String scheme = option("scheme");
        return WHOLE.contains(scheme) && option("signed").contains("{body}")
                || WHOLE_IN_THEIR_WAY.contains(scheme)
                || !option("bodyHashClaim").isEmpty();
    }

    /** Whether the provider would sign another message with the very same signature. */
    boolean isSignedTheSame(DraftMessage other) {
        try {
            DraftMessage signed = scheme.sign(other, key, NOW);
            return signed.url().equals(other.url())
                    && text(signed).equals(text(other))
                    && Set.copyOf(signed.headers()).equals(Set.copyOf(other.headers()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String text(DraftMessage message) {
        return TurnedBit.decoded(new String(message.body(), StandardCharsets.ISO_8859_1));
    }

    private String option(String name) {
        return sample.connector().scheme().getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return sample.toString();
    }
}
