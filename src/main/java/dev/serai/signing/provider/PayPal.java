package dev.serai.signing.provider;

import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.PrivateKeys;
import dev.serai.signing.keys.Certificates;
import dev.serai.signing.keys.KeySources;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Template;
import dev.serai.signing.recipe.TimestampRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PayPal: a few headers, the webhook's id and a checksum of the body, signed with the certificate
 * that a header names. The secret is the webhook's id. A CRC-32 binds the body but weakly, so old
 * headers must not be good for ever.
 */
public record PayPal(Certificates certificates, TimestampRule timestamp)
        implements CertifiedScheme {

    private static final String ID = "PAYPAL-TRANSMISSION-ID";
    private static final String TIME = "PAYPAL-TRANSMISSION-TIME";
    private static final String SIGNATURE = "PAYPAL-TRANSMISSION-SIG";
    private static final String PLACE = "PAYPAL-CERT-URL";
    private static final String ALGORITHM = "PAYPAL-AUTH-ALGO";
    private static final List<String> HEADERS = List.of(ID, TIME, SIGNATURE, PLACE, ALGORITHM);
    private static final String HOST = "([a-zA-Z0-9-]{1,63}\\.){1,4}paypal\\.com";
    private static final Pattern NAME = Pattern.compile(HOST);
    private static final Pattern PLACES =
            Pattern.compile("https://" + HOST + "/[a-zA-Z0-9_./-]{1,256}");
    private static final String SAMPLE_CERTIFICATE =
            "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-sample";
    private static final Template TEXT =
            Template.of("{header:" + ID + "}|{header:" + TIME + "}|{secret}|{crc32}");

    /** With the places of PayPal, and certificates that somebody of the anchors vouches for. */
    public static PayPal at(KeySources keys, Duration tolerance) {
        Certificates certificates =
                new Certificates(keys.documents(), PLACES, NAME, keys.anchors());
        return new PayPal(
                certificates,
                new TimestampRule(new Place.Header(TIME), "", TimestampRule.Unit.ISO, tolerance));
    }

    @Override
    public String describeSecret() {
        return "the id of the webhook, as PayPal's dashboard shows it";
    }

    @Override
    public Certified read(SignedMessage message, List<Secret> secrets) {
        Given given = Given.of(message, false, false);
        for (String name : HEADERS) {
            Place header = new Place.Header(name);
            if (header.isAmbiguous(given)) {
                return new Certified.Fault(
                        Verdict.AMBIGUOUS, name + " came twice with different values");
            }
            if (header.values(given).isEmpty() || header.values(given).getFirst().isBlank()) {
                return new Certified.Fault(Verdict.MISSING, "There is no header " + name);
            }
        }
        if (!message.header(ALGORITHM).getFirst().strip().equals("SHA256withRSA")) {
            return new Certified.Fault(Verdict.WRONG, ALGORITHM + " is not SHA256withRSA");
        }
        List<byte @Nullable []> texts = new ArrayList<>();
        for (Secret secret : secrets) {
            texts.add(text(given, secret.utf8()));
        }
        return new Certified.Claim(
                message.header(SIGNATURE).getFirst().strip(),
                "SHA256withRSA",
                message.header(PLACE).getFirst().strip(),
                texts,
                message.header(TIME).getFirst().strip());
    }

    private static byte[] text(Given given, byte[] webhook) {
        return TEXT.joined(given, webhook);
    }

    /**
     * Signs.
     *
     * @param key the webhook's id, a colon, and the private key
     */
    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        String[] parts = key.reveal().split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "signing takes the webhook's id, a colon, and a private key of RSA");
        }
        DraftMessage draft = message.withHeader(TIME, now.toString());
        draft = draft.header(ID).isEmpty() ? draft.withHeader(ID, "sample") : draft;
        draft = draft.header(PLACE).isEmpty() ? draft.withHeader(PLACE, SAMPLE_CERTIFICATE) : draft;
        draft = draft.withHeader(ALGORITHM, "SHA256withRSA");
        byte[] text =
                text(Given.of(draft, false, false), parts[0].getBytes(StandardCharsets.UTF_8));
        byte[] signature =
                PrivateKeys.sign("SHA256withRSA", "RSA", Secret.of(parts[1]), List.of(text));
        return draft.withHeader(SIGNATURE, Encoding.BASE64.encode(signature));
    }
}
