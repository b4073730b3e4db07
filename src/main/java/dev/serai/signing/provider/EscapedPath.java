package dev.serai.signing.provider;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A path with its query as Contentful signs it: the query escaped as if it were one value, and then
 * the whole escaped again, its percent signs included.
 */
final class EscapedPath {

    private static final String UNRESERVED = "-_.!~*'()";
    private static final String RESERVED = ";,/?:@&=+$#";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private EscapedPath() {}

    static String of(String path) {
        int mark = path.indexOf('?');
        String query = mark < 0 ? "" : path.substring(mark + 1);
        String start = mark < 0 ? path : path.substring(0, mark);
        return query.isEmpty()
                ? escaped(start, UNRESERVED + RESERVED)
                : escaped(start + "?" + escaped(query, UNRESERVED), UNRESERVED + RESERVED);
    }

    /** ASCII letters, digits and some signs stay; each other byte of the UTF-8 is escaped. */
    private static String escaped(String text, String signs) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean stays = c < 128 && Character.isLetterOrDigit(c) || signs.indexOf(c) >= 0;
            escaped.append(stays ? String.valueOf(c) : "%" + HEX.toHexDigits(b));
        }
        return escaped.toString();
    }
}
