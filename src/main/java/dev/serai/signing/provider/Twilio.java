package dev.serai.signing.provider;

import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.algorithm.KeyForm;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.FormFields;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Reading;
import dev.serai.signing.recipe.SigningScheme;
import dev.serai.signing.recipe.TimestampRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Twilio: the URL with the sorted fields of a form behind it, and of a body that is no form the
 * hash in the URL. Twilio's own libraries take the URL with and without its port, and so do we.
 */
public record Twilio() implements SigningScheme {

    private static final String HEADER = "X-Twilio-Signature";
    private static final String BODY_HASH = "bodySHA256";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Place PLACE = new Place.Header(HEADER);
    private static final Algorithm.Hmac ALGORITHM = new Algorithm.Hmac(Hash.SHA1, KeyForm.UTF8);
    private static final Pattern URL =
            Pattern.compile("(https?)://([^/?:]+|\\[[^\\]]*])(:\\d+)?([/?].*)?", Pattern.DOTALL);

    @Override
    public Algorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public @Nullable TimestampRule timestamp() {
        return null;
    }

    @Override
    public String describe() {
        return "base64 at header:" + HEADER;
    }

    @Override
    public boolean signsUrl() {
        return true;
    }

    @Override
    public Reading read(SignedMessage message) {
        Given given = Given.of(message, false, isForm(message));
        if (PLACE.isAmbiguous(given)) {
            return new Reading.Fault(
                    Verdict.AMBIGUOUS, HEADER + " came twice with different values");
        }
        List<String> found = PLACE.values(given);
        if (found.isEmpty() || found.getFirst().isBlank()) {
            return new Reading.Fault(Verdict.MISSING, "There is no header " + HEADER);
        }
        String fault = uncovered(message);
        if (!fault.isEmpty()) {
            return new Reading.Fault(Verdict.WRONG, fault);
        }
        List<byte[]> signatures = List.of(Encoding.BASE64.decode(found.getFirst().strip()));
        return new Reading.Claims(
                List.of(new Reading.Claim("request", found, signatures, texts(given))), "");
    }

    /** What of the body the signature would say nothing of; empty if all is well. */
    private static String uncovered(SignedMessage message) {
        List<String> hashes = FormFields.read(query(message.url())).values(BODY_HASH);
        if (hashes.isEmpty()) {
            return isForm(message) || message.body().length == 0
                    ? ""
                    : "The body is no form, and the URL has no " + BODY_HASH;
        }
        byte[] hash = Hash.SHA256.digest().digest(message.body());
        boolean same =
                hashes.size() == 1
                        && MessageDigest.isEqual(hash, Encoding.HEX.decode(hashes.getFirst()));
        return same ? "" : "The body is not the one that the URL's " + BODY_HASH + " was made of";
    }

    private static List<List<byte[]>> texts(Given given) {
        byte[] form = given.form().sorted().getBytes(StandardCharsets.ISO_8859_1);
        return urls(given.message().url()).stream()
                .map(url -> List.of(url.getBytes(StandardCharsets.UTF_8), form))
                .toList();
    }

    /** A URL as it is, and without its port or with the usual one. */
    private static List<String> urls(String url) {
        Matcher matcher = URL.matcher(url);
        List<String> urls = new ArrayList<>(List.of(url));
        if (matcher.matches()) {
            String rest = matcher.group(4) == null ? "" : matcher.group(4);
            String port = matcher.group(1).equals("https") ? ":443" : ":80";
            String start = matcher.group(1) + "://" + matcher.group(2);
            urls.add(matcher.group(3) == null ? start + port + rest : start + rest);
        }
        return urls;
    }

    private static boolean isForm(SignedMessage message) {
        List<String> types = message.header("Content-Type");
        return !types.isEmpty() && types.getFirst().regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private static String query(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? "" : url.substring(mark + 1);
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        DraftMessage covered =
                isForm(message) || message.body().length == 0
                        ? message
                        : message.withParameter(
                                BODY_HASH,
                                HexFormat.of()
                                        .formatHex(Hash.SHA256.digest().digest(message.body())));
        Given given = Given.of(covered, false, isForm(covered));
        return covered.withHeader(
                HEADER, Encoding.BASE64.encode(ALGORITHM.sign(key, texts(given).getFirst())));
    }
}
