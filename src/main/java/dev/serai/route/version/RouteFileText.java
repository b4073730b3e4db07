package dev.serai.route.version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file says, to be imported.
 *
 * @param name the route's
 * @param hash SHA-256 of the text
 */
public record RouteFileText(String name, RouteKind kind, String text, String hash) {

    public static RouteFileText of(String name, RouteKind kind, String text) {
        return new RouteFileText(name, kind, text, hash(text));
    }

    /** SHA-256 of a text, in hex. */
    static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
