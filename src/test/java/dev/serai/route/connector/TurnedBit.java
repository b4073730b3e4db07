package dev.serai.route.connector;

import dev.serai.signing.message.DraftMessage;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** A bit of a signed part that is another one. */
record TurnedBit(SignedPart part, int bit) {

    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}");
    private static final Pattern KIND = Pattern.compile("(?i)^(basic|bearer) ");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    String value() {
        char[] value = part.value().toCharArray();
        value[bit / Byte.SIZE] ^= (char) (1 << bit % Byte.SIZE);
        return new String(value);
    }

    DraftMessage message() {
        return part.with(value());
    }

    /**
     * Whether the signature need not differ: a digit or the kind of a token in another case, a bit
     * of base64 that stands for nothing, or a member that the provider does not sign.
     */
    boolean meansTheSame() {
        return !part.isWholeBody()
                && (decoded(value()).equals(decoded(part.value()))
                        || !part.isHeader() && part.sample().isSignedTheSame(message()));
    }

    /** A text with what may be encoded in it in the one way that says the same. */
    static String decoded(String text) {
        String kind =
                KIND.matcher(text).replaceFirst(found -> found.group().toLowerCase(Locale.ROOT));
        return ENCODED.matcher(kind).replaceAll(run -> canonical(run.group()));
    }

    private static String canonical(String run) {
        if (HEX.matcher(run).matches()) {
            return run.toLowerCase(Locale.ROOT);
        }
        try {
            String plain = run.replace('-', '+').replace('_', '/');
            return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(plain));
        } catch (IllegalArgumentException e) {
            return run;
        }
    }

    @Override
    public String toString() {
        return "bit " + bit + " of " + part + ": " + value();
    }
}
