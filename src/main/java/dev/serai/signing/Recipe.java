package dev.serai.signing;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * How a provider signs: an HMAC over a template. Checks in constant time, on decoded bytes; never
 * throws for what a stranger sent. Thread-safe.
 */
public final class Recipe {

    /** What parts the pairs of a list when a recipe says nothing else. */
    public static final String SEPARATOR = ",";

    private final Hash hash;
    private final KeyForm key;
    private final String header;
    private final SignatureSyntax syntax;
    private final Encoding encoding;
    private final SignedTemplate signed;
    private final @Nullable TimestampRule timestamp;
    private final List<String> headers;

    /**
     * A recipe.
     *
     * @param header the header with the signature
     * @param signed what is signed: {@code {body}}, {@code v0:{ts}:{body}}, ...
     * @param timestamp null for a scheme without one
     * @throws IllegalArgumentException if the parts do not fit together
     */
    public Recipe(
            Hash hash,
            KeyForm key,
            String header,
            SignatureSyntax syntax,
            Encoding encoding,
            String signed,
            @Nullable TimestampRule timestamp) {
        this.hash = hash;
        this.key = key;
        this.header = header;
        this.syntax = syntax;
        this.encoding = encoding;
        this.signed = SignedTemplate.of(signed);
        this.timestamp = timestamp;
        this.headers =
                Stream.concat(
                                Stream.concat(Stream.of(header), this.signed.headers().stream()),
                                Stream.ofNullable(timestamp).map(TimestampRule::header))
                        .distinct()
                        .toList();
        if (header.isBlank()) {
            throw new IllegalArgumentException("the signature's header has a name");
        }
        if (this.signed.signsTimestamp() && timestamp == null) {
            throw new IllegalArgumentException("{ts} is signed, but no timestamp is named");
        }
    }

    /**
     * Fails early on a secret that cannot be a key of this recipe.
     *
     * @throws IllegalArgumentException without the secret in its message
     */
    public void check(Secret secret) {
        try {
            key.key(secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the secret is not " + key + ", as this source's signature needs");
        }
    }

    /** Whether one of the secrets signed the message; the age is judged last. */
    public Verdict verify(SignedMessage message, List<Secret> secrets, Instant now) {
        for (String name : headers) {
            if (differs(message.header(name))) {
                return Verdict.AMBIGUOUS;
            }
        }
        List<String> values = message.header(header);
        if (values.isEmpty() || values.getFirst().isBlank()) {
            return Verdict.MISSING;
        }
        List<byte[]> given = signatures(values.getFirst());
        String time = timestamp == null ? "" : timestamp.read(message, separator());
        if (!matches(given, message, secrets, time)) {
            return Verdict.WRONG;
        }
        return timestamp == null || timestamp.isFresh(time, now)
                ? Verdict.AUTHENTIC
                : Verdict.STALE;
    }

    private static boolean differs(List<String> values) {
        return values.size() > 1 && values.stream().distinct().count() > 1;
    }

    private String separator() {
        return switch (syntax) {
            case SignatureSyntax.Plain plain -> SEPARATOR;
            case SignatureSyntax.Pairs pairs -> pairs.separator();
            case SignatureSyntax.Tagged tagged -> tagged.separator();
        };
    }

    private List<byte[]> signatures(String value) {
        return syntax.signatures(value.strip()).stream()
                .map(encoding::decode)
                .filter(bytes -> bytes.length == hash.length())
                .toList();
    }

    /** Every secret and every signature is compared, so that time tells nothing of which it was. */
    private boolean matches(
            List<byte[]> given, SignedMessage message, List<Secret> secrets, String time) {
        if (given.isEmpty()) {
            return false;
        }
        List<byte[]> pieces = signed.resolve(message, time);
        boolean found = false;
        for (Secret secret : secrets) {
            Mac mac = hash.mac(key.key(secret));
            pieces.forEach(mac::update);
            byte[] expected = mac.doFinal();
            for (byte[] signature : given) {
                found |= MessageDigest.isEqual(expected, signature);
            }
        }
        return found;
    }
}
