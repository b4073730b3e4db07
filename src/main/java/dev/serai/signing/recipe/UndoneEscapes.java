package dev.serai.signing.recipe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL in which some characters stand for themselves that need not be escaped in a query: HubSpot
 * signs such a one, whatever it sends.
 */
final class UndoneEscapes {

    /** In the order of HubSpot's documentation: {@code : / ? @ ! $ ' ( ) * , ;}. */
    private static final Pattern ESCAPES =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    private static final int HEX = 16;

    private UndoneEscapes() {}

    static String of(String url) {
        return url.indexOf('%') < 0
                ? url
                : ESCAPES.matcher(url)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                Character.toString(
                                                        Integer.parseInt(found.group(1), HEX))));
    }
}
