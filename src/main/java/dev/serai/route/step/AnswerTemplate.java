package dev.serai.route.step;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.serai.route.step.RequestParts.Place;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A text with parts of a request in it: {@code {query:challenge}}, {@code {json:/a/b}}; with {@code
 * hmac:} in front of the place, the part is the hex HMAC-SHA256 of what stands there. Any other
 * brace is a brace.
 */
final class AnswerTemplate {

    private static final Pattern PART =
            Pattern.compile("\\{(hmac:)?((?:json|query|header|form):[^{}]+)}");
    private static final String HMAC = "HmacSHA256";

    private final String text;
    private final byte[] secret;

    /**
     * A template.
     *
     * @param secret what an HMAC is made with; may be empty if there is none in the text
     * @throws IllegalArgumentException if a part of it is none
     */
    AnswerTemplate(String text, String secret) {
        this.text = text;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        PART.matcher(text)
                .results()
                .forEach(
                        part -> {
                            Place.of(part.group(2));
                            if (part.group(1) != null && secret.isEmpty()) {
                                throw new IllegalArgumentException(
                                        "a body with {hmac:...} needs the option secret");
                            }
                        });
    }

    /** How a part is written into the text. */
    enum Form {
        PLAIN,
        JSON,
        HEADER
    }

    /** The text for a request; null if the request lacks one of the parts, or it does not fit. */
    @Nullable String fill(RequestParts request, Form form) {
        Matcher part = PART.matcher(text);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (part.find()) {
            String value = request.value(Place.of(part.group(2)));
            if (value == null || form == Form.HEADER && !isPrintable(value)) {
                return null;
            }
            String shown = part.group(1) == null ? value : hmac(value);
            filled.append(text, from, part.start());
            if (form == Form.JSON) {
                JsonStringEncoder.getInstance().quoteAsString(shown, filled);
            } else {
                filled.append(shown);
            }
            from = part.end();
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private String hmac(String value) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
