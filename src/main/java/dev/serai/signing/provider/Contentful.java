package dev.serai.signing.provider;

import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.algorithm.KeyForm;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Reading;
import dev.serai.signing.recipe.SigningScheme;
import dev.serai.signing.recipe.TimestampRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Contentful: the method, the path, the headers that one of them names, and the body, in lines.
 *
 * @param timestamp one of those headers
 */
public record Contentful(TimestampRule timestamp) implements SigningScheme {

    private static final int HEADERS_MAX = 100;
    private static final String SIGNATURE = "x-contentful-signature";
    private static final String SIGNED_HEADERS = "x-contentful-signed-headers";
    private static final String TIMESTAMP = "x-contentful-timestamp";
    private static final Algorithm.Hmac ALGORITHM = new Algorithm.Hmac(Hash.SHA256, KeyForm.UTF8);

    public static Contentful within(Duration tolerance) {
        return new Contentful(
                new TimestampRule(
                        new Place.Header(TIMESTAMP),
                        "",
                        TimestampRule.Unit.MILLISECONDS,
                        tolerance));
    }

    @Override
    public Algorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public String describe() {
        return "hex at header:" + SIGNATURE;
    }

    @Override
    public boolean signsUrl() {
        return true;
    }

    @Override
    public Reading read(SignedMessage message) {
        List<String> signatures = message.header(SIGNATURE);
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Reading.Fault(Verdict.MISSING, "There is no header " + SIGNATURE);
        }
        List<String> names = signedHeaders(message);
        if (!names.contains(TIMESTAMP) || !names.contains(SIGNED_HEADERS)) {
            return new Reading.Fault(
                    Verdict.WRONG,
                    SIGNED_HEADERS + " does not name itself and " + TIMESTAMP + " as signed");
        }
        Given given = Given.of(message, false, false);
        for (String name : names) {
            if (new Place.Header(name).isAmbiguous(given)) {
                return new Reading.Fault(
                        Verdict.AMBIGUOUS, name + " came twice with different values");
            }
        }
        if (new Place.Header(SIGNATURE).isAmbiguous(given)) {
            return new Reading.Fault(
                    Verdict.AMBIGUOUS, SIGNATURE + " came twice with different values");
        }
        Reading.Claim claim =
                new Reading.Claim(
                        "request",
                        signatures,
                        List.of(Encoding.HEX.decode(signatures.getFirst().strip())),
                        texts(message, names));
        return new Reading.Claims(List.of(claim), first(message, TIMESTAMP));
    }

    private static List<String> signedHeaders(SignedMessage message) {
        return Arrays.stream(first(message, SIGNED_HEADERS).split(",", HEADERS_MAX))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** With the path as Contentful's own library writes it, and as it is. */
    private static List<List<byte[]>> texts(SignedMessage message, List<String> names) {
        String path = path(message.url());
        return Stream.of(EscapedPath.of(path), path)
                .distinct()
                .map(written -> text(message, written, names))
                .toList();
    }

    private static List<byte[]> text(SignedMessage message, String path, List<String> names) {
        String headers =
                names.stream()
                        .map(name -> name + ":" + first(message, name).strip())
                        .collect(Collectors.joining(";"));
        return List.of(
                (message.method() + "\n").getBytes(StandardCharsets.ISO_8859_1),
                (path + "\n").getBytes(StandardCharsets.UTF_8),
                (headers + "\n").getBytes(StandardCharsets.ISO_8859_1),
                message.body());
    }

    private static String first(SignedMessage message, String name) {
        List<String> values = message.header(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static String path(String url) {
        int host = url.indexOf("://");
        int path = host < 0 ? -1 : url.indexOf('/', host + 3);
        return path < 0 ? "/" : url.substring(path);
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        DraftMessage timed = message.withHeader(TIMESTAMP, timestamp.write(now));
        String names =
                timed.headers().stream()
                        .map(line -> line.name().toLowerCase(Locale.ROOT))
                        .filter(name -> name.startsWith("x-contentful-"))
                        .filter(name -> !name.equals(SIGNATURE) && !name.equals(SIGNED_HEADERS))
                        .distinct()
                        .collect(Collectors.joining(","));
        DraftMessage listed = timed.withHeader(SIGNED_HEADERS, SIGNED_HEADERS + "," + names);
        byte[] signature = ALGORITHM.sign(key, texts(listed, signedHeaders(listed)).getFirst());
        return listed.withHeader(SIGNATURE, Encoding.HEX.encode(signature));
    }
}
